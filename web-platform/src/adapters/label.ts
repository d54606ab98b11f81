import type { Dto } from "@/api/dto";
import type { Label } from "@/domain/types";
import { parseTime } from "@/lib/time";

export const labelOf = (dto: Dto["LabelAnswer"]): Label => ({
  number: dto.subject,
  fraud: dto.fraud,
  type: dto.fraud_type,
  by: dto.by,
  at: parseTime(dto.at),
  reason: dto.reason,
  alertId: dto.alert_id,
});
