import type { Dto } from "@/api/dto";
import type { Me } from "@/domain/access";

export const meOf = (dto: Dto["Me"]): Me => ({
  open: dto.access === "open",
  name: dto.name,
  role: dto.role,
  may: new Set(dto.may),
});
