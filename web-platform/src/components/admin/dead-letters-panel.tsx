"use client";
import { Copy } from "@/components/ui/copy";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useDeadLetters } from "@/hooks/use-dead-letters";
import { count } from "@/lib/format";

/** Records that were no calls: why, how many, and what they looked like. */
export function DeadLettersPanel() {
  const letters = useDeadLetters();
  return (
    <Panel
      title="Dead letters"
      note={
        letters.data && letters.data.total > 0
          ? `${count(letters.data.total)} refused, as far as Kafka still holds them`
          : "Records that were no calls"
      }
    >
      <Loaded query={letters}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="No record was refused">
              A record that is no call is kept with its reason and shown here.
            </Empty>
          ) : (
            <div className="space-y-4">
              <DataTable
                caption="By reason"
                rows={found.reasons}
                id={(one) => one.reason}
                columns={[
                  { key: "reason", title: "Reason", cell: (one) => one.reason },
                  { key: "count", title: "Records", right: true, cell: (one) => count(one.count) },
                ]}
              />
              <section aria-label="Samples">
                <h3 className="mb-1 font-semibold">The latest</h3>
                <ul className="space-y-2">
                  {found.samples.map((one) => (
                    <li key={one.place} className="rounded border p-2">
                      <div className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                        <span className="num">{one.place}</span>
                        <Time at={one.at} />
                        <span>{count(one.bytes)} bytes</span>
                        {one.raw !== null && <Copy text={one.raw} what="Copy the record" />}
                      </div>
                      <p>{one.reason}</p>
                      {one.raw === null ? (
                        <p className="text-xs text-muted">The record itself is shown to admins.</p>
                      ) : (
                        <code className="block max-h-24 overflow-y-auto text-xs break-all">
                          {one.raw}
                          {one.cut && "…"}
                        </code>
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
