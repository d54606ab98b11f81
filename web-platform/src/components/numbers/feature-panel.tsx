"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Scroll } from "@/components/ui/scroll";
import { Empty } from "@/components/ui/states";
import type { Feature } from "@/domain/types";
import { DASH, decimal } from "@/lib/format";

/** Features shown at first. */
const FIRST = 12;

/** A bar from 0 to 100 with a mark at the middle: where the number stands among normal callers' calls. */
function Percentile({ value }: { value: number | null }) {
  if (value === null) return <span className="text-muted">{DASH}</span>;
  return (
    <span className="flex items-center gap-2">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 min-w-12 flex-1" aria-hidden>
        <rect width="100" height="8" rx="1" fill="var(--raised)" />
        <rect
          width={value}
          height="8"
          rx="1"
          fill={value >= 99 || value <= 1 ? "var(--series-3)" : "var(--series-1)"}
        />
        <rect x="49.5" width="1" height="8" fill="var(--control)" />
      </svg>
      <span className="num w-7 text-right">{value}</span>
    </span>
  );
}

/** What each feature adds to the risk, and how unusual it is: "what is it made of, and compared with whom?". */
export function FeaturePanel({ features }: { features: Feature[] }) {
  const [all, setAll] = useState(false);
  const ordered = features.toSorted((a, b) => Math.abs(b.riskLost) - Math.abs(a.riskLost));
  const shown = all ? ordered : ordered.slice(0, FIRST);
  const most = Math.max(1e-9, ...ordered.map((one) => Math.abs(one.riskLost)));
  return (
    <Panel
      title="What the model sees"
      note="Risk that would be lost with the feature as normal callers have it; place among their calls (percentile)"
    >
      {features.length === 0 ? (
        <Empty title="Nothing to judge">The number has placed no call.</Empty>
      ) : (
        <>
          <Scroll label="Features">
            <table className="w-full min-w-[34rem] text-left">
              <caption className="sr-only">Features</caption>
              <thead>
                <tr className="border-b text-xs text-muted">
                  <th scope="col" className="py-1 font-medium">
                    Feature
                  </th>
                  <th scope="col" className="px-2 text-right font-medium">
                    Value
                  </th>
                  <th scope="col" className="px-2 text-right font-medium">
                    Normal
                  </th>
                  <th scope="col" className="px-2 font-medium">
                    Risk added
                  </th>
                  <th scope="col" className="w-1/4 px-2 font-medium">
                    Percentile
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((one) => (
                  <tr key={one.name} className="border-b align-top last:border-0">
                    <th scope="row" className="py-1 font-normal">
                      {one.meaning}
                    </th>
                    <td className="num px-2 py-1 text-right">{decimal(one.value, 2)}</td>
                    <td
                      className="num px-2 py-1 text-right whitespace-nowrap text-muted"
                      title="1st percentile, median, 99th percentile of normal callers"
                    >
                      {one.low === null ? DASH : `${decimal(one.low, 1)} … ${decimal(one.high, 1)}`}
                    </td>
                    <td className="px-2 py-1">
                      <span className="flex items-center gap-2">
                        <svg
                          viewBox="-50 0 100 8"
                          preserveAspectRatio="none"
                          className="h-2 w-16 shrink-0"
                          aria-hidden
                        >
                          <rect
                            x={one.riskLost < 0 ? (50 * one.riskLost) / most : 0}
                            width={(50 * Math.abs(one.riskLost)) / most}
                            height="8"
                            fill={one.riskLost < 0 ? "var(--series-1)" : "var(--series-3)"}
                          />
                          <rect x="-0.5" width="1" height="8" fill="var(--control)" />
                        </svg>
                        <span className="num">
                          {one.riskLost > 0 ? `+${decimal(one.riskLost, 1)}` : decimal(one.riskLost, 1)}
                        </span>
                      </span>
                    </td>
                    <td className="px-2 py-1">
                      <Percentile value={one.percentile} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {ordered.length > FIRST && (
            <Button className="mt-2" kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show the weightiest only" : `Show all ${ordered.length} features`}
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}
