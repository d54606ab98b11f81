import type { Dto } from "@/api/dto";
import type { Decision } from "@/domain/types";
import { parseTime } from "@/lib/time";

export const decisionOf = (dto: Dto["DecisionAnswer"]): Decision => ({
  action: dto.action,
  reason: dto.reason,
  enforced: dto.mode === "enforce",
  validUntil: parseTime(dto.valid_until),
});
