import type { Dto } from "@/api/dto";
import type { Alert, AlertDetail } from "@/domain/types";
import { parseTime } from "@/lib/time";
import { severityOf } from "./severity";

export function alertOf(dto: Dto["Alert"]): Alert {
  return {
    id: dto.id,
    severity: severityOf(dto.severity),
    title: dto.title,
    description: dto.description,
    kind: dto.subject_kind,
    subject: dto.subject,
    type: dto.fraud_type,
    risk: dto.risk_score,
    state: dto.state,
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
    calls: dto.calls,
    victims: dto.affected_users,
    victimsAtLeast: dto.affected_users_at_least,
    campaign: dto.cluster_id,
    rules: dto.rules,
  };
}

export function alertDetailOf(dto: Dto["AlertDetail"]): AlertDetail {
  return {
    ...alertOf(dto),
    history: dto.history.map((one) => ({
      at: parseTime(one.at) ?? 0,
      kind: one.action,
      text: one.text,
      numbers: [],
      by: one.by,
      clock: one.clock,
    })),
    historyCut: dto.history_cut,
    triage: dto.triage.map((one) => ({
      rule: one.rule,
      description: one.description,
      falsePositives: one.known_false_positives,
      steps: one.triage,
    })),
    muted: dto.muted,
  };
}
