import { describe, expect, it } from "vitest";
import type { Dto } from "@/api/dto";
import { outcomesOf } from "@/hooks/use-rule-outcomes";
import { alertDetailOf } from "./alert";
import { callOf } from "./call";
import { campaignOf } from "./campaign";
import { numberPageOf } from "./number";
import { ruleOf } from "./rules";
import { severityOf } from "./severity";
import { statsOf } from "./stats";

const summary: Dto["CampaignSummary"] = {
  id: "c1",
  name: "Wangiri from +46701, 2 numbers",
  risk_score: 91.2,
  affected_users: 7,
  affected_users_at_least: true,
  status: "active",
  fraud_type: "Wangiri",
  numbers: 2,
  calls: 9,
  growth: 1,
  density: 0.5,
  ranges: ["+46701xx"],
  regions: ["SE", "IN"],
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T01:00:00Z",
} as Dto["CampaignSummary"];

describe("adapters", () => {
  it("keeps what is not known as null, never as 0", () => {
    const stats = statsOf({
      total_calls: 0,
      blocked_threats: 0,
      active_campaigns_count: 0,
      total_fraud_detected: 0,
      answered_calls: 0,
      talk_seconds: 0,
      suspicious_numbers: 0,
      duplicate_records: 0,
      stream_time: null,
      calls_per_minute: null,
      threat_index: null,
      network_load: null,
      calls_after_flag: 0,
      victims_after_flag: 0,
      minutes: [],
    });
    expect(stats.streamTime).toBeNull();
    expect(stats.callsPerMinute).toBeNull();
  });

  it("reads times as moments", () => {
    const campaign = campaignOf(summary);
    expect(campaign.updatedAt - campaign.createdAt).toBe(3_600_000);
    expect(campaign.pausedUntil).toBeNull();
    expect(campaign.victimsAtLeast).toBe(true);
  });

  it("takes the word of the call for fraud", () => {
    const call = callOf({
      id: "0-1-2",
      timestamp: "2026-01-01T00:00:00Z",
      source: "+1",
      destination: "+2",
      duration: 3,
      risk_score: 99,
      type: "Legitimate",
      status: "DANGEROUS",
      location: "SE",
      cluster_id: null,
      fraud_type: "Flash Call",
      confidence: null,
      listed: null,
    });
    expect(call.fraud).toBe(false);
    expect(call.band).toBe("DANGEROUS");
  });

  it("shows an unknown severity rather than hiding it", () => {
    expect(severityOf("HIGH")).toBe("HIGH");
    expect(severityOf("APOCALYPTIC")).toBe("LOW");
  });

  it("tells what people did from what the stream did", () => {
    const entry = { at: "2026-01-01T00:00:00Z", by: null, action: "raised", text: "Raised.", version: 1 };
    const alert = alertDetailOf({
      id: "a1",
      severity: "HIGH",
      title: "t",
      description: "d",
      cluster_id: null,
      caller_id: "+46701",
      status: "Open",
      created_at: "2026-01-01T00:00:00Z",
      time: "now",
      subject_kind: "number",
      subject: "+46701",
      fraud_type: "Wangiri",
      risk_score: 90,
      state: "open",
      version: 2,
      assignee: null,
      snoozed_until: null,
      outcome: null,
      outcome_reason: null,
      updated_at: "2026-01-01T00:00:00Z",
      reopened: 0,
      numbers: 1,
      affected_users: 3,
      affected_users_at_least: false,
      calls: 9,
      rules: [],
      history: [
        { ...entry, clock: "stream" },
        { ...entry, clock: "operator", by: "Ann" },
      ],
      history_cut: false,
      triage: [],
      muted: false,
    });
    expect(alert.history.map((one) => [one.clock, one.by])).toEqual([
      ["stream", null],
      ["operator", "Ann"],
    ]);
    expect(outcomesOf([alert]).size).toBe(0);
    const wrong = { ...alert, outcome: "false_positive", rules: ["r"] };
    expect(outcomesOf([wrong, { ...wrong, outcome: "confirmed_fraud" }]).get("r")).toEqual({
      closed: 2,
      wrong: 1,
    });
  });

  it("tells what a rule holds the risk to, and takes a state of a newer worker for the one that does least", () => {
    const rule: Dto["RuleState"] = {
      id: "nobody-reached",
      version: 1,
      subject: "number",
      state: "asleep",
      severity: "LOW",
      fraud_type: "Unknown Fraud",
      risk: 0,
      risk_at_most: 60,
      description: "Lets telephones ring.",
      fired: 3,
      switched: null,
    };
    expect(ruleOf(rule)).toMatchObject({ risk: 0, riskAtMost: 60, state: "off", type: "Unknown Fraud" });
  });

  it("gives an unknown number a page with nothing in it", () => {
    const page = numberPageOf({
      number: "+46700000001",
      status: "SAFE",
      risk_score: 0,
      category: "Unknown number",
      reports: null,
      carrier: "Unknown",
      last_active: "Never",
      fraud_type: null,
      cluster_id: null,
      anomaly_score: null,
      explanation: "The stream has never named it.",
      evidence: null,
      known: false,
      allocation: { carrier: null, region: null, basis: "original allocation" },
      windows: { minutes: [], hours: [], received: [] },
      features: [],
      suspicion: null,
      risk: [],
      campaign: null,
      confidence: null,
      own_risk: 0,
      listed: null,
      list_entry: null,
      reasons: [],
      rules: [],
      contributions: [],
      raised_by: [],
      alerts: [],
    });
    expect(page.known).toBe(false);
    expect(page.lastActive).toBeNull();
    expect(page.counts.every((one) => one.value === null)).toBe(true);
    expect(page.hours).toEqual([]);
  });
});
