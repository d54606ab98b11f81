import type { Dto } from "@/api/dto";
import type { Call } from "@/domain/types";
import { parseTime } from "@/lib/time";

export function callOf(dto: Dto["FeedEvent"]): Call {
  return {
    id: dto.id,
    at: parseTime(dto.timestamp) ?? 0,
    source: dto.source,
    destination: dto.destination,
    seconds: dto.duration,
    risk: dto.risk_score,
    band: dto.status,
    fraud: dto.type === "Fraud",
    type: dto.fraud_type,
    region: dto.location,
    campaign: dto.cluster_id,
    listed: dto.listed,
  };
}
