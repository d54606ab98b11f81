"use client";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import { useModel } from "@/hooks/use-model";
import { driftWord } from "@/lib/drift";
import { count, decimal } from "@/lib/format";

/** Whether today's calls still look like those that the model learnt from. */
export function DriftPanel() {
  const model = useModel();
  return (
    <Panel
      title="Model drift"
      note="Population stability index of the latest calls against normal callers"
      actions={
        <Link href="/explain/" className="link">
          Model
        </Link>
      }
    >
      <Loaded query={model}>
        {({ drift }) =>
          drift.features.length === 0 ? (
            <Empty title="Too few calls to say">
              Drift is told once this worker has scored enough calls.
            </Empty>
          ) : (
            <>
              <ul className="divide-y">
                {drift.features
                  .toSorted((a, b) => b.index - a.index)
                  .slice(0, 5)
                  .map((one) => {
                    const [word, tone] = driftWord(one.index);
                    return (
                      <li key={one.name} className="flex items-center justify-between gap-3 py-1.5">
                        <span className="min-w-0 truncate" title={one.meaning}>
                          {one.meaning}
                        </span>
                        <span className="flex shrink-0 items-center gap-2">
                          <span className="num" data-value>
                            {decimal(one.index, 2)}
                          </span>
                          <Badge tone={tone}>{word}</Badge>
                        </span>
                      </li>
                    );
                  })}
              </ul>
              <p className="mt-2 text-xs text-muted">
                From {count(drift.calls)} calls of {count(drift.callers)} callers, every call of one caller in{" "}
                {count(drift.sampledOneIn)}.
              </p>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
