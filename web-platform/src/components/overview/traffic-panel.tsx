"use client";
import { ChartPanel } from "@/components/charts/chart";
import { TrafficLines } from "@/components/charts/lazy";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { Stats } from "@/domain/types";
import { count, decimal, percent } from "@/lib/format";

export function TrafficPanel({ stats }: { stats: Stats }) {
  // The newest minute is not over yet and would look like a fall.
  const minutes = stats.minutes.filter((one) => one.at !== stats.streamTime);
  const last = minutes.at(-1);
  const empty = (
    <Empty title="No calls yet">
      Start traffic with “ringfence simulate”, or send records to the topic cdr.
    </Empty>
  );
  return (
    <ChartPanel
      title="Calls per second"
      note="By minute of stream time; dashed: share placed by flagged numbers (right)"
      summary={
        last
          ? `${decimal(last.calls / 60)} calls a second in the last whole minute, ${percent(last.calls ? last.suspicious / last.calls : 0)} of them by flagged numbers.`
          : "No calls yet."
      }
      chart={minutes.length ? <TrafficLines minutes={minutes} /> : empty}
      table={
        minutes.length ? (
          <DataTable
            caption="Calls by minute"
            rows={minutes.toReversed()}
            id={(one) => String(one.at)}
            columns={[
              {
                key: "at",
                title: "Minute",
                cell: (one) => <Time at={one.at} as="minute" />,
                figure: "stats.minute",
              },
              {
                key: "rate",
                title: "Calls/s",
                right: true,
                cell: (one) => decimal(one.calls / 60),
                figure: "overview.calls_per_second",
              },
              {
                key: "share",
                title: "Flagged",
                right: true,
                cell: (one) => percent(one.calls ? one.suspicious / one.calls : null),
                figure: "overview.flagged_share",
              },
              {
                key: "dangerous",
                title: "By DANGEROUS",
                right: true,
                cell: (one) => count(one.dangerous),
                figure: "stats.dangerous",
              },
              {
                key: "blocked",
                title: "Stoppable",
                right: true,
                cell: (one) => count(one.blocked),
                figure: "stats.blocked",
              },
            ]}
          />
        ) : (
          empty
        )
      }
    />
  );
}
