/** What the pages show, apart from how the API spells it. Times are epoch milliseconds (event time unless said otherwise). */

export type Band = "SAFE" | "SUSPICIOUS" | "DANGEROUS";
export type Severity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

export interface Minute {
  at: number;
  calls: number;
  suspicious: number;
  dangerous: number;
  blocked: number;
}

export interface Stats {
  calls: number;
  answered: number;
  talkSeconds: number;
  duplicates: number;
  fraudsters: number;
  suspects: number;
  stoppable: number;
  campaigns: number;
  threat: number | null;
  load: number | null;
  callsAfterFlag: number;
  victimsAfterFlag: number;
  callsPerMinute: number | null;
  streamTime: number | null;
  minutes: Minute[];
}

export interface Campaign {
  id: string;
  name: string;
  type: string;
  risk: number;
  severity: Severity | null;
  status: string;
  victims: number;
  victimsAtLeast: boolean;
  numbers: number;
  calls: number;
  growth: number;
  density: number;
  ranges: string[];
  regions: string[];
  createdAt: number;
  updatedAt: number;
  pausedUntil: number | null;
  alertId: string | null;
}

export interface Member {
  number: string;
  role: string;
  risk: number;
  firstSeen: number;
  lastSeen: number;
  joinedAt: number;
}

export interface HistoryEntry {
  at: number;
  kind: string;
  text: string;
  numbers: string[];
  by: string | null;
  clock: "stream" | "operator";
}

export interface CampaignDetail extends Campaign {
  mergedInto: string | null;
  members: Member[];
  membersCut: boolean;
  hours: { at: number; calls: number }[];
  history: HistoryEntry[];
  historyCut: boolean;
  pausedBy: string | null;
  pauseReason: string | null;
}

export interface Graph {
  nodes: {
    id: string;
    kind: "member" | "victim";
    risk: number | null;
    calls: number | null;
    links: number;
  }[];
  links: { source: string; target: string; kind: string; calls: number | null }[];
  members: number;
  victims: number;
  victimsAtLeast: boolean;
  cut: boolean;
}

export interface Call {
  id: string;
  at: number;
  source: string;
  destination: string;
  seconds: number;
  risk: number;
  band: Band;
  fraud: boolean;
  type: string | null;
  region: string;
  campaign: string | null;
  listed: string | null;
}

export interface Alert {
  id: string;
  severity: Severity;
  title: string;
  description: string;
  kind: "number" | "campaign";
  subject: string;
  type: string;
  risk: number;
  state: "open" | "acknowledged" | "closed";
  version: number;
  assignee: string | null;
  snoozedUntil: number | null;
  outcome: string | null;
  outcomeReason: string | null;
  createdAt: number;
  age: string;
  updatedAt: number;
  reopened: number;
  numbers: number;
  calls: number;
  victims: number;
  victimsAtLeast: boolean;
  campaign: string | null;
  rules: string[];
}

export interface AlertDetail extends Alert {
  history: HistoryEntry[];
  historyCut: boolean;
  triage: { rule: string; description: string; falsePositives: string[]; steps: string[] }[];
  muted: boolean;
}

export interface Feature {
  name: string;
  meaning: string;
  value: number;
  percentile: number | null;
  riskLost: number;
  low: number | null;
  median: number | null;
  high: number | null;
}

export interface NumberPage {
  number: string;
  known: boolean;
  band: Band;
  risk: number;
  ownRisk: number;
  category: string;
  type: string | null;
  confidence: number | null;
  anomaly: number | null;
  listed: string | null;
  carrier: string | null;
  region: string | null;
  lastActive: number | null;
  explanation: string;
  reasons: string[];
  counts: { figure: string; label: string; value: number | null }[];
  times: { figure: string; label: string; at: number | null }[];
  rules: { id: string; version: number; state: string; severity: string; type: string; text: string }[];
  features: Feature[];
  raisedBy: { group: string; kind: string; risk: number; type: string; at: number; members: number }[];
  campaign: { id: string; name: string | null; role: string | null; joinedAt: number | null } | null;
  evidence:
    | { at: number; callee: string; seconds: number; answered: boolean; risk: number; type: string | null }[]
    | null;
  riskOverTime: { at: number; risk: number }[] | null;
  hours: { at: number; placed: number; received: number }[] | null;
  alerts: Alert[];
  modelVersion: string | null;
  rulesVersion: string | null;
}

/** What a switch should do about a number now. */
export interface Decision {
  action: "allow" | "block" | "report" | "none";
  reason: string;
  enforced: boolean;
  validUntil: number | null;
}

export interface ListEntry {
  id: string;
  list: "allow" | "block";
  entry: string;
  reason: string | null;
  by: string | null;
  addedAt: number | null;
  expiresAt: number | null;
  expired: boolean;
  fromFile: boolean;
}

/** What a rule does: nothing, tell only, or raise the risk. */
export type RuleState = "off" | "report-only" | "active";

export interface Rule {
  id: string;
  version: number;
  subject: string;
  state: RuleState;
  severity: string;
  type: string;
  /** While it fires the risk is this at least, and what detectors say counts as so much at most. */
  risk: number;
  riskAtMost: number;
  description: string;
  fired: number;
  /** Who gave it another state than that of its file, when by the operator's clock, and why. */
  switched: { by: string; reason: string; at: number | null; fileState: RuleState } | null;
}

export interface Rules {
  version: string;
  error: string | null;
  lists: { allowed: number; blocked: number; error: string | null };
  policy: { validHours: number; types: [string, string][]; error: string | null };
  rules: Rule[];
}

/** What somebody said of a number last; times are the operator's. */
export interface Label {
  number: string;
  fraud: boolean;
  type: string | null;
  by: string;
  at: number | null;
  reason: string;
  /** The alert that was closed with it; null when it was given by hand. */
  alertId: string | null;
}

export interface Health {
  ready: boolean;
  reasons: string[];
}
