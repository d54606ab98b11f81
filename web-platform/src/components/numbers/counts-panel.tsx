"use client";
import { Info } from "@/components/ui/info";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import type { FigureId } from "@/generated/figure-id";
import { count } from "@/lib/format";

/** The counts and moments that the verdict rests on, each with its definition. */
export function CountsPanel({ page }: { page: NumberPage }) {
  return (
    <Panel title="What the verdict rests on" note="Since it was first seen; event time">
      <dl className="divide-y">
        {[...page.counts.map((one) => ({ ...one, shown: count(one.value) })), ...page.times].map((one) => (
          <div key={one.figure} className="flex items-center justify-between gap-4 py-0.5">
            <dt className="flex items-center text-muted">
              <span data-fixed>{one.label}</span> <Info of={one.figure as FigureId} />
            </dt>
            <dd className="num text-right font-medium" data-value={one.figure}>
              {"shown" in one ? one.shown : <Time at={one.at} />}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
