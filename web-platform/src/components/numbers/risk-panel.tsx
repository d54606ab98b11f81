"use client";
import { ChartPanel } from "@/components/charts/chart";
import { RiskLine } from "@/components/charts/lazy";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { decimal } from "@/lib/format";

/** The number's risk after each of its latest suspicious calls, and what it is now. */
export function RiskPanel({ points, risk }: { points: { at: number; risk: number }[]; risk: number }) {
  return (
    <ChartPanel
      title="Risk over time"
      note="After each of its latest suspicious calls"
      summary={`${points.length} points, now ${decimal(risk)}.`}
      chart={points.length ? <RiskLine points={points} /> : <Empty title="No suspicious call is kept" />}
      table={
        <DataTable
          caption="Risk over time"
          rows={points.toReversed().map((one, place) => ({ ...one, place }))}
          id={(one) => String(one.place)}
          columns={[
            { key: "at", title: "Call", cell: (one) => <Time at={one.at} /> },
            { key: "risk", title: "Risk", right: true, cell: (one) => decimal(one.risk) },
          ]}
        />
      }
    />
  );
}
