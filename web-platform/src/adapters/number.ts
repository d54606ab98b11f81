import type { Dto } from "@/api/dto";
import type { NumberPage } from "@/domain/types";
import { parseTime } from "@/lib/time";
import { alertOf } from "./alert";

type Report = Dto["NumberReport"];
type Page = Dto["NumberPage"];

/** Counts of the evidence with what they are called on the page; the names are those of docs/figures.md. */
const COUNTS = {
  calls_placed: "Calls placed",
  calls_answered: "Answered",
  short_calls: "Short (≤ 6 s)",
  night_calls: "At night",
  first_contacts: "First contacts",
  different_callees: "Different callees",
  calls_received: "Calls received",
  calls_when_flagged: "Calls when flagged",
  calls_since_dangerous: "Calls since DANGEROUS",
  siblings: "Siblings in its block",
  siblings_strange: "Strange siblings",
} as const satisfies Partial<Record<keyof Dto["Evidence"], string>>;

const TIMES = {
  first_call: "First call",
  last_call: "Last call",
  flagged_at: "SUSPICIOUS since",
  dangerous_at: "DANGEROUS since",
} as const satisfies Partial<Record<keyof Dto["Evidence"], string>>;

function reportOf(dto: Report): NumberPage {
  const evidence = dto.evidence;
  return {
    number: dto.number,
    known: evidence !== null,
    band: dto.status,
    risk: dto.risk_score,
    ownRisk: dto.own_risk ?? 0,
    category: dto.category,
    type: dto.fraud_type,
    confidence: dto.confidence ?? null,
    anomaly: dto.anomaly_score,
    listed: dto.listed ?? null,
    carrier: dto.carrier === "Unknown" ? null : dto.carrier,
    region: null,
    lastActive: parseTime(dto.last_active),
    explanation: dto.explanation,
    reasons: dto.reasons ?? [],
    counts: Object.entries(COUNTS).map(([name, label]) => ({
      figure: `check-number.${name}`,
      label,
      value: evidence?.[name as keyof typeof COUNTS] ?? null,
    })),
    times: Object.entries(TIMES).map(([name, label]) => ({
      figure: `check-number.${name}`,
      label,
      at: parseTime(evidence?.[name as keyof typeof TIMES]),
    })),
    rules: (dto.rules ?? []).map(({ fraud_type, ...rule }) => ({ ...rule, type: fraud_type })),
    features: (dto.contributions ?? []).map((one) => ({
      name: one.feature,
      meaning: one.meaning,
      value: one.value,
      percentile: one.percentile,
      riskLost: one.risk_lost,
      low: null,
      median: null,
      high: null,
    })),
    raisedBy: (dto.raised_by ?? []).map((one) => ({
      group: one.group,
      kind: one.kind,
      risk: one.risk,
      type: one.fraud_type,
      at: parseTime(one.raised_at) ?? 0,
      members: one.members,
    })),
    campaign: dto.cluster_id ? { id: dto.cluster_id, name: null, role: null, joinedAt: null } : null,
    evidence: null,
    riskOverTime: null,
    hours: null,
    alerts: [],
    modelVersion: evidence?.model_version ?? null,
    rulesVersion: evidence?.rules_version ?? null,
  };
}

/** Calls placed and received by hour, in one series; hours without either are left out. */
function hoursOf(windows: Page["windows"]): NumberPage["hours"] {
  const hours = new Map<number, { at: number; placed: number; received: number }>();
  const hour = (text: string) => {
    const at = parseTime(text) ?? 0;
    const found = hours.get(at) ?? { at, placed: 0, received: 0 };
    hours.set(at, found);
    return found;
  };
  for (const one of windows.hours) hour(one.start).placed = one.calls;
  for (const one of windows.received) hour(one.start).received = one.calls;
  return [...hours.values()].sort((a, b) => a.at - b.at);
}

export function numberPageOf(dto: Page): NumberPage {
  return {
    ...reportOf(dto),
    known: dto.known,
    carrier: dto.allocation.carrier,
    region: dto.allocation.region,
    features: dto.features.map((one) => ({
      name: one.feature,
      meaning: one.meaning,
      value: one.value,
      percentile: one.percentile,
      riskLost: one.risk_lost,
      low: one.normal_low,
      median: one.normal_median,
      high: one.normal_high,
    })),
    campaign: dto.campaign
      ? {
          id: dto.campaign.id,
          name: dto.campaign.name,
          role: dto.campaign.role,
          joinedAt: parseTime(dto.campaign.joined_at),
        }
      : null,
    evidence:
      dto.suspicion?.calls.map((one) => ({
        at: parseTime(one.at) ?? 0,
        callee: one.callee,
        seconds: one.duration,
        answered: one.answered,
        risk: one.risk_score,
        type: one.fraud_type,
      })) ?? [],
    riskOverTime: dto.risk.map((one) => ({ at: parseTime(one.at) ?? 0, risk: one.risk_score })),
    hours: hoursOf(dto.windows),
    alerts: dto.alerts.map(alertOf),
  };
}
