/** Types of endpoints that a worker of this version may not have yet; the generated document replaces them one by one. */
import type { components } from "@/generated/schema";

type Schemas = components["schemas"];

export interface AlertDto {
  id: string;
  severity: string;
  title: string;
  description: string;
  cluster_id: string | null;
  caller_id: string | null;
  status: string;
  created_at: string;
  time: string;
  subject_kind: string;
  subject: string;
  fraud_type: string;
  risk_score: number;
  state: string;
  version: number;
  assignee: string | null;
  snoozed_until: string | null;
  outcome: string | null;
  outcome_reason: string | null;
  updated_at: string;
  reopened: number;
  numbers: number;
  affected_users: number | null;
  reasons: string[];
  rules: string[];
}

export interface AlertEntryDto {
  at: string;
  clock: string;
  by: string | null;
  action: string;
  text: string;
  version: number;
}

export interface AlertDetailDto extends AlertDto {
  history: AlertEntryDto[];
  triage: string[];
  muted: boolean;
}

export interface AlertChangeDto {
  by: string;
  state?: string;
  outcome?: string;
  reason?: string;
  assignee?: string | null;
  snoozed_until?: string | null;
  comment?: string;
}

export interface ModelDto {
  manifest: {
    version: string;
    sha256: string;
    format: number;
    feature_version: number;
    features: string[];
    data_sha256: string;
    trained_from: string;
    trained_to: string;
    callers: number;
    rows: number;
    seed: number;
    supervised: boolean;
    kinds: string[];
    trees: number;
    max_samples: number;
    sklearn: string;
    metrics: Record<string, number>;
  };
  calibration: { raw: number; risk: number }[];
  anchors: { one_in: number; risk: number }[];
  importances: { feature: string; meaning: string; reach: number; share: number }[];
  drift: {
    calls: number;
    callers: number;
    sampled_one_in: number;
    first_call: string | null;
    last_call: string | null;
    suspicious_share: number | null;
    dangerous_share: number | null;
    tails: { one_in: number; expected: number; observed: number }[];
    features: { feature: string; meaning: string; index: number }[];
  };
}

export interface RegionDto {
  region: string;
  suspects: number;
  campaigns: number;
  victims: number | null;
}

export interface WorkersDto {
  workers: {
    url: string;
    answered_this: boolean;
    partitions: Record<string, number[]>;
    ready: boolean | null;
    reasons: string[];
    model_version: string | null;
    rules_version: string | null;
  }[];
  lag: { topic: string; messages: number; partitions: number[] }[] | null;
  lag_total: number | null;
}

export interface DeadLettersDto {
  total: number;
  counted: number;
  reasons: { reason: string; count: number }[];
  samples: {
    topic: string;
    partition: number;
    offset: number;
    index: number;
    reason: string;
    arrived_at: string;
    raw: string;
    raw_cut: boolean;
    size: number;
  }[];
}

interface Ok<T> {
  responses: { 200: { content: { "application/json": T } } };
}

export interface Pending {
  "/api/alerts": { get: Ok<AlertDto[]> };
  "/api/alerts/{id}": { get: Ok<AlertDetailDto>; patch: Ok<AlertDetailDto> };
  "/api/alerts/bulk": {
    post: Ok<{ done: AlertDto[]; failed: { id: string; status: number; detail: string }[] }>;
  };
  "/api/campaigns/{id}/pause": { post: Ok<Schemas["CampaignDetail"]> };
  "/api/campaigns/{id}/resume": { post: Ok<Schemas["CampaignDetail"]> };
  "/api/regions": { get: Ok<RegionDto[]> };
  "/api/model": { get: Ok<ModelDto> };
  "/api/workers": { get: Ok<WorkersDto> };
  "/api/dead-letters": { get: Ok<DeadLettersDto> };
}
