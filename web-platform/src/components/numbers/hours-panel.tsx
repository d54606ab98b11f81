"use client";
import { ChartPanel } from "@/components/charts/chart";
import { BarsInTime } from "@/components/charts/lazy";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import { count } from "@/lib/format";

const HOURS = [
  { key: "placed", name: "placed", color: "var(--series-1)" },
  { key: "received", name: "received", color: "var(--series-2)" },
];

/** Calls that the number placed and received, by hour. */
export function HoursPanel({ hours }: { hours: NonNullable<NumberPage["hours"]> }) {
  return (
    <ChartPanel
      title="Calls by hour"
      note="Placed and received, the 24 hours up to its last call"
      summary={`Calls in ${hours.length} hours.`}
      chart={hours.length ? <BarsInTime data={hours} series={HOURS} /> : <Empty title="No calls" />}
      table={
        <DataTable
          caption="Calls by hour"
          rows={hours.toReversed()}
          id={(one) => String(one.at)}
          columns={[
            { key: "at", title: "Hour", cell: (one) => <Time at={one.at} /> },
            { key: "placed", title: "Placed", right: true, cell: (one) => count(one.placed) },
            { key: "received", title: "Received", right: true, cell: (one) => count(one.received) },
          ]}
        />
      }
    />
  );
}
