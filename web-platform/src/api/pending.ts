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

export interface GraphDto {
  campaign: string;
  nodes: {
    id: string;
    kind: string;
    label: string;
    risk_score: number | null;
    calls: number | null;
    links: number;
  }[];
  links: { source: string; target: string; kind: string; calls: number | null }[];
  members_total: number;
  victims_total: number;
  victims_at_least: boolean;
  members_unknown: number;
  cut: boolean;
}

export interface NumberPageDto extends Omit<Schemas["NumberReport"], never> {
  known: boolean;
  allocation: { carrier: string | null; region: string | null; basis?: string };
  windows: {
    minutes: {
      start: string;
      calls: number;
      answered: number;
      short: number;
      first_contacts: number;
      talk_seconds: number;
    }[];
    hours: { start: string; calls: number; answered: number; first_contacts: number }[];
    received: { start: string; calls: number }[];
  };
  features: {
    feature: string;
    meaning: string;
    value: number;
    percentile: number;
    normal_low: number;
    normal_median: number;
    normal_high: number;
    risk_lost: number;
  }[];
  suspicion: {
    first_at: string;
    last_at: string;
    suspicious_calls: number;
    times_raised: number;
    countries: string[];
    calls: {
      at: string;
      callee: string;
      duration: number;
      answered: boolean;
      risk_score: number;
      fraud_type: string | null;
    }[];
  } | null;
  risk: { at: string; risk_score: number }[];
  campaign: {
    id: string;
    name: string;
    risk_score: number;
    status: string;
    role: string;
    joined_at: string;
    numbers: number;
  } | null;
}

export interface ListEntryDto {
  id: string;
  list: string;
  entry: string;
  reason: string | null;
  by: string | null;
  added_at: string | null;
  expires_at: string | null;
  expired: boolean;
  source: string;
}

export interface RegionDto {
  region: string;
  suspects: number;
  campaigns: number;
  victims: number | null;
}

export interface ModelDto {
  manifest: Record<string, unknown>;
  calibration: { score: number; risk: number }[];
  importances: { feature: string; meaning: string; importance: number }[];
  drift: { feature: string; meaning: string; drift: number | null }[] | null;
}

export interface WorkersDto {
  workers: { id: string; url: string | null; partitions: number[] }[];
  lag: { topic: string; partition: number; lag: number }[];
}

export interface DeadLettersDto {
  total: number;
  reasons: { reason: string; count: number; samples: { at: string; raw: string }[] }[];
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
  "/api/campaigns/{id}/graph": { get: Ok<GraphDto> };
  "/api/numbers/{number}": { get: Ok<NumberPageDto> };
  "/api/lists": { get: Ok<{ allow: ListEntryDto[]; block: ListEntryDto[] }> };
  "/api/lists/{list}": { post: Ok<ListEntryDto> };
  "/api/lists/{list}/{entry}": { delete: Ok<unknown> };
  "/api/regions": { get: Ok<RegionDto[]> };
  "/api/model": { get: Ok<ModelDto> };
  "/api/workers": { get: Ok<WorkersDto> };
  "/api/dead-letters": { get: Ok<DeadLettersDto> };
}
