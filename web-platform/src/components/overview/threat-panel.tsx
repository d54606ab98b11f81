"use client";
import { Figure } from "@/components/ui/figure";
import type { Stats } from "@/domain/types";
import { decimal, percent } from "@/lib/format";
import { threatIndex, threatLevel } from "@/lib/threat-index";

const WORDS = { none: "no calls", calm: "calm", raised: "raised", high: "high", severe: "severe" } as const;

/** How much of the traffic comes from flagged numbers, as one number from 0 to 100. */
export function ThreatPanel({ stats }: { stats: Stats }) {
  const index = threatIndex(stats.minutes);
  const level = threatLevel(index);
  const calls = stats.minutes.reduce((sum, one) => sum + one.calls, 0);
  const flagged = stats.minutes.reduce((sum, one) => sum + one.suspicious, 0);
  return (
    <div data-tour="threat">
      <Figure
        label="Threat index"
        value={decimal(index, 0)}
        unit={WORDS[level]}
        range="0–100, last 15 min of stream time"
        of="overview.threat_index"
        note={
          <span className="mt-1 block">
            Now: {flagged} of {calls} calls, {percent(calls ? flagged / calls : null)}, come from flagged
            numbers.
          </span>
        }
      >
        <meter
          min={0}
          max={100}
          low={25}
          high={75}
          optimum={0}
          value={index ?? 0}
          aria-label="Threat index"
          className="mt-1 h-2 w-full"
        />
      </Figure>
    </div>
  );
}
