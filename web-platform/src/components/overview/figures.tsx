"use client";
import { FigureRow } from "@/components/ui/figure-row";
import type { Stats } from "@/domain/types";
import { compact, count, decimal, percent } from "@/lib/format";
import { ThreatPanel } from "./threat-panel";

export function Figures({ stats }: { stats: Stats }) {
  const recent = stats.minutes.reduce((sum, one) => sum + one.suspicious, 0);
  return (
    <FigureRow
      across={6}
      figures={[
        {
          label: "Suspicious signals",
          value: compact(recent),
          exact: count(recent),
          unit: "calls",
          range: "last 15 min of stream time",
          of: "stats.suspicious",
        },
        {
          label: "Victims saved",
          value: compact(stats.victimsAfterFlag),
          exact: count(stats.victimsAfterFlag),
          unit: "if blocked at once",
          range: `numbers, last 48 h; ${compact(stats.callsAfterFlag)} calls in 24 h`,
          of: "stats.victims_after_flag",
        },
        {
          label: "Fraudsters found",
          value: compact(stats.fraudsters),
          exact: count(stats.fraudsters),
          unit: "numbers",
          range: "ever DANGEROUS, not forgotten",
          of: "stats.total_fraud_detected",
        },
        {
          label: "Network load",
          value: percent(stats.load),
          unit: "of its peak",
          range: `of 24 h; ${decimal(stats.callsPerMinute)} calls/min now`,
          of: "stats.network_load",
        },
        {
          label: "Active campaigns",
          value: count(stats.campaigns),
          unit: "campaigns",
          range: "last 24 h of stream time",
          of: "stats.active_campaigns_count",
        },
      ]}
    >
      <ThreatPanel index={stats.threat} />
    </FigureRow>
  );
}
