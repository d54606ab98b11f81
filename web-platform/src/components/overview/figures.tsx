"use client";
import { Figure } from "@/components/ui/figure";
import type { Stats } from "@/domain/types";
import { compact, count, decimal } from "@/lib/format";
import { ThreatPanel } from "./threat-panel";

export function Figures({ stats }: { stats: Stats }) {
  const recent = stats.minutes.reduce((sum, one) => sum + one.suspicious, 0);
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      <ThreatPanel stats={stats} />
      <Figure
        label="Suspicious signals"
        value={compact(recent)}
        exact={count(recent)}
        unit="calls"
        range="last 15 min of stream time"
        of="stats.suspicious"
      />
      <Figure
        label="Victims saved if blocked"
        value={compact(stats.stoppable)}
        exact={count(stats.stoppable)}
        unit="calls"
        range="since the first record"
        of="stats.blocked_threats"
      />
      <Figure
        label="Fraudsters found"
        value={compact(stats.fraudsters)}
        exact={count(stats.fraudsters)}
        unit="numbers"
        range="ever DANGEROUS, not forgotten"
        of="stats.total_fraud_detected"
      />
      <Figure
        label="Network load"
        value={decimal(stats.callsPerMinute)}
        unit="calls/min"
        range="mean of 5 min of stream time"
        of="stats.calls_per_minute"
      />
      <Figure
        label="Active campaigns"
        value={count(stats.campaigns)}
        unit="campaigns"
        range="last 24 h of stream time"
        of="stats.active_campaigns_count"
      />
    </div>
  );
}
