import type { Dto } from "@/api/dto";
import type { Token, User } from "@/domain/access";
import { parseTime } from "@/lib/time";

export const tokenOf = (dto: Dto["TokenAnswer"]): Token => ({
  id: dto.id,
  note: dto.note,
  createdAt: parseTime(dto.created_at),
  createdBy: dto.created_by,
  expiresAt: parseTime(dto.expires_at),
  expired: dto.expired,
});

export const userOf = (dto: Dto["UserAnswer"]): User => ({
  name: dto.name,
  role: dto.role,
  disabled: dto.disabled,
  createdAt: parseTime(dto.created_at),
  createdBy: dto.created_by,
  tokens: dto.tokens.map(tokenOf),
});
