import type { Dto } from "@/api/dto";
import type { Stats } from "@/domain/types";
import { parseTime } from "@/lib/time";

export function statsOf(dto: Dto["Stats"]): Stats {
  return {
    calls: dto.total_calls,
    answered: dto.answered_calls,
    talkSeconds: dto.talk_seconds,
    duplicates: dto.duplicate_records,
    fraudsters: dto.total_fraud_detected,
    suspects: dto.suspicious_numbers,
    stoppable: dto.blocked_threats,
    campaigns: dto.active_campaigns_count,
    threat: dto.threat_index,
    load: dto.network_load,
    callsAfterFlag: dto.calls_after_flag,
    victimsAfterFlag: dto.victims_after_flag,
    callsPerMinute: dto.calls_per_minute,
    streamTime: parseTime(dto.stream_time),
    minutes: dto.minutes.map(({ minute, ...counts }) => ({ at: parseTime(minute) ?? 0, ...counts })),
  };
}
