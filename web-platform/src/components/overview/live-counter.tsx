"use client";
import { FigureRow } from "@/components/ui/figure-row";
import { Loaded } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useStats } from "@/hooks/use-stats";
import { count } from "@/lib/format";

/** The job's totals as they grow. */
export function LiveCounter() {
  const stats = useStats();
  return (
    <section aria-label="Live figures" className="mt-8 min-h-24">
      <Loaded query={stats}>
        {(found) => (
          <>
            <FigureRow
              across={3}
              figures={[
                {
                  label: "Calls judged",
                  value: count(found.calls),
                  unit: "calls",
                  range: "since the first record",
                  of: "stats.total_calls",
                },
                {
                  label: "Fraudsters found",
                  value: count(found.fraudsters),
                  unit: "numbers",
                  range: "ever DANGEROUS",
                  of: "stats.total_fraud_detected",
                },
                {
                  label: "Calls a block would have stopped",
                  value: count(found.stoppable),
                  unit: "calls",
                  range: "since the first record",
                  of: "stats.blocked_threats",
                },
              ]}
            />
            <p className="mt-2 text-xs text-muted" data-fixed>
              {found.streamTime === null ? (
                "No call has come yet. Start traffic with “ringfence simulate”, or send records to the topic cdr."
              ) : (
                <>
                  As of <Time at={found.streamTime} /> of the stream&rsquo;s time.
                </>
              )}
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
