"use client";
import { Figure } from "@/components/ui/figure";
import { decimal } from "@/lib/format";
import { threatLevel } from "@/lib/threat-level";

/** How much fraud there is just now, as one number from 0 to 100; its formula is behind the question mark. */
export function ThreatPanel({ index }: { index: number | null }) {
  return (
    <div data-tour="threat" className="flex flex-col *:flex-1">
      <Figure
        label="Threat index"
        value={decimal(index, 0)}
        unit={threatLevel(index)}
        range="0–100, last hour of stream time"
        of="stats.threat_index"
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
