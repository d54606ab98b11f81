import type { AlertDetailDto, AlertDto } from "@/api/pending";
import type { Alert, AlertDetail } from "@/domain/types";
import { parseTime } from "@/lib/time";
import { severityOf } from "./severity";

export function alertOf(dto: AlertDto): Alert {
  return {
    id: dto.id,
    severity: severityOf(dto.severity),
    title: dto.title,
    description: dto.description,
    kind: dto.subject_kind === "campaign" ? "campaign" : "number",
    subject: dto.subject,
    type: dto.fraud_type,
    risk: dto.risk_score,
    state: dto.state === "closed" || dto.state === "acknowledged" ? dto.state : "open",
    version: dto.version,
    assignee: dto.assignee,
    snoozedUntil: parseTime(dto.snoozed_until),
    outcome: dto.outcome,
    outcomeReason: dto.outcome_reason,
    createdAt: parseTime(dto.created_at) ?? 0,
    age: dto.time,
    updatedAt: parseTime(dto.updated_at) ?? 0,
    reopened: dto.reopened,
    numbers: dto.numbers,
    victims: dto.affected_users,
    campaign: dto.cluster_id,
    reasons: dto.reasons,
    rules: dto.rules,
  };
}

export function alertDetailOf(dto: AlertDetailDto): AlertDetail {
  return {
    ...alertOf(dto),
    history: dto.history.map((one) => ({
      at: parseTime(one.at) ?? 0,
      kind: one.action,
      text: one.text,
      numbers: [],
      by: one.by,
      clock: one.clock === "operator" ? "operator" : "stream",
    })),
    triage: dto.triage,
    muted: dto.muted,
  };
}
