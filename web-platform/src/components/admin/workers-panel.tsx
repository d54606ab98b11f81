"use client";
import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import { useWorkers } from "@/hooks/use-workers";
import { count, DASH } from "@/lib/format";

const STATES = new Map([
  [true, { tone: "ok", icon: CircleCheck, text: "ready" }],
  [false, { tone: "warn", icon: TriangleAlert, text: "not ready" }],
  [null, { tone: "danger", icon: CircleHelp, text: "no answer" }],
] as const);

/** Every worker of the job, what it holds, and how far all are behind. */
export function WorkersPanel() {
  const workers = useWorkers();
  return (
    <Panel
      title="Workers and lag"
      note="The whole job; lag is messages that are not committed yet"
      tour="workers"
    >
      <Loaded query={workers}>
        {(found) => (
          <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
            <div className="min-w-0" data-fixed>
              <DataTable
                caption="Workers"
                rows={found.workers}
                id={(one) => one.url}
                columns={[
                  {
                    key: "url",
                    title: "Worker",
                    cell: (one) => (
                      <>
                        <span className="break-all">{one.url}</span>
                        {one.here && <span className="text-muted"> (this one)</span>}
                      </>
                    ),
                  },
                  {
                    key: "ready",
                    title: "Is",
                    cell: (one) => {
                      const state = STATES.get(one.ready);
                      return (
                        <span title={one.reasons.join("; ")}>
                          <Badge tone={state?.tone} icon={state?.icon}>
                            {state?.text}
                          </Badge>
                          {one.reasons.length > 0 && (
                            <span className="block text-xs text-muted">{one.reasons.join("; ")}</span>
                          )}
                        </span>
                      );
                    },
                  },
                  {
                    key: "partitions",
                    title: "Partitions",
                    cell: (one) =>
                      one.partitions.map(([topic, numbers]) => (
                        <span key={topic} className="block whitespace-nowrap">
                          {topic}: <span className="num">{numbers.join(", ") || DASH}</span>
                        </span>
                      )),
                  },
                  {
                    key: "model",
                    title: "Model",
                    cell: (one) => <span className="num">{one.model ?? DASH}</span>,
                  },
                  {
                    key: "rules",
                    title: "Rules",
                    cell: (one) => <span className="num">{one.rules ?? DASH}</span>,
                  },
                ]}
              />
            </div>
            <div className="min-w-0">
              {found.lag === null ? (
                <Empty title="Kafka does not answer">The lag is told as soon as it does.</Empty>
              ) : (
                <>
                  <p className="mb-1">
                    Behind by{" "}
                    <strong className="num" data-value>
                      {count(found.lagTotal)}
                    </strong>{" "}
                    messages altogether
                  </p>
                  <DataTable
                    caption="Lag by topic"
                    rows={found.lag}
                    id={(one) => one.topic}
                    columns={[
                      { key: "topic", title: "Topic", cell: (one) => one.topic },
                      { key: "messages", title: "Lag", right: true, cell: (one) => count(one.messages) },
                      {
                        key: "partitions",
                        title: "By partition",
                        right: true,
                        cell: (one) => one.partitions.map(count).join(" · "),
                      },
                    ]}
                  />
                </>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
