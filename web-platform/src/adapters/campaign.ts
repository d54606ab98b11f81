import type { Dto } from "@/api/dto";
import type { Campaign, CampaignDetail } from "@/domain/types";
import { parseTime } from "@/lib/time";
import { severityOf } from "./severity";

export function campaignOf(dto: Dto["CampaignSummary"]): Campaign {
  return {
    id: dto.id,
    name: dto.name,
    type: dto.fraud_type,
    risk: dto.risk_score,
    severity: dto.severity ? severityOf(dto.severity) : null,
    status: dto.status,
    victims: dto.affected_users,
    victimsAtLeast: dto.affected_users_at_least,
    numbers: dto.numbers,
    calls: dto.calls,
    growth: dto.growth,
    density: dto.density,
    ranges: dto.ranges,
    regions: dto.regions,
    createdAt: parseTime(dto.created_at) ?? 0,
    updatedAt: parseTime(dto.updated_at) ?? 0,
    pausedUntil: parseTime(dto.paused_until),
    alertId: dto.alert_id,
  };
}

export function campaignDetailOf(dto: Dto["CampaignDetail"]): CampaignDetail {
  return {
    ...campaignOf(dto),
    mergedInto: dto.merged_into,
    members: dto.members.map((one) => ({
      number: one.number,
      role: one.role,
      risk: one.risk_score,
      firstSeen: parseTime(one.first_seen) ?? 0,
      lastSeen: parseTime(one.last_seen) ?? 0,
      joinedAt: parseTime(one.joined_at) ?? 0,
    })),
    membersCut: dto.members_cut,
    hours: dto.hours.map((one) => ({ at: parseTime(one.hour) ?? 0, calls: one.calls })),
    history: dto.history.map((one) => ({
      at: parseTime(one.at) ?? 0,
      kind: one.kind,
      text: one.text,
      numbers: one.numbers,
      by: null,
      clock: "stream",
    })),
    historyCut: dto.history_cut,
    pausedBy: dto.paused_by,
    pauseReason: dto.pause_reason,
  };
}
