"use client";
import type { Model } from "@/adapters/model";
import { ChartPanel } from "@/components/charts/chart";
import { Curve } from "@/components/charts/lazy";
import { Badge } from "@/components/ui/badge";
import { Copy } from "@/components/ui/copy";
import { DataTable } from "@/components/ui/data-table";
import { PageHead, Panel } from "@/components/ui/panel";
import { Failure, Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useModel } from "@/hooks/use-model";
import { driftWord } from "@/lib/drift";
import { count, decimal, percent } from "@/lib/format";
import { RulesPanel } from "./rules-panel";

const STEPS = [
  [
    "Features",
    "Each call changes its caller's profile; what the profile is right after the call becomes a row of features.",
  ],
  [
    "Forest and boosters",
    "An Isolation Forest says how strange the row is among normal callers, boosters how much it looks like fraud that was taught. Siblings in the number's block count too.",
  ],
  [
    "Calibration",
    "The raw score becomes a risk from 0 to 100 by how rarely a normal caller ever reaches it: SUSPICIOUS from 50, DANGEROUS from 85.",
  ],
  [
    "Rules",
    "Rules, written as data, raise the risk or hold it down, and name the fraud, when their condition holds and there is enough evidence.",
  ],
  [
    "Company",
    "Blocks, handsets and trunks that look bad raise their members; campaigns raise who joins them.",
  ],
  ["Lists", "The allow list and protected numbers beat everything; the block list beats all but them."],
] as const;

function Importances({ model }: { model: Model }) {
  const shown = model.importances.toSorted((a, b) => b.share - a.share);
  const most = Math.max(1e-9, ...shown.map((one) => one.share));
  return (
    <Panel
      title="What the model looks at"
      note="Share of what all features move the raw score among normal callers"
    >
      <DataTable
        className="max-h-96"
        caption="Importances"
        rows={shown}
        id={(one) => one.name}
        columns={[
          { key: "meaning", title: "Feature", cell: (one) => one.meaning },
          {
            key: "bar",
            title: "Share",
            className: "w-1/3",
            cell: (one) => (
              <span className="flex items-center gap-2">
                <svg
                  viewBox="0 0 100 8"
                  preserveAspectRatio="none"
                  className="h-2 min-w-12 flex-1"
                  aria-hidden
                >
                  <rect width={(100 * one.share) / most} height="8" rx="1" fill="var(--series-1)" />
                </svg>
                <span className="num w-12 text-right">{percent(one.share)}</span>
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function DriftTable({ model }: { model: Model }) {
  const { drift } = model;
  return (
    <Panel
      title="Drift"
      note={`Latest ${count(drift.calls)} calls of ${count(drift.callers)} callers against normal callers`}
    >
      {drift.tails.length > 0 && (
        <ul className="mb-3 space-y-1">
          {drift.tails.map((one) => (
            <li key={one.oneIn}>
              As strange as one normal caller in {count(one.oneIn)} ever gets: expected{" "}
              {percent(one.expected)}, seen <strong>{percent(one.observed)}</strong> of callers
            </li>
          ))}
        </ul>
      )}
      <DataTable
        className="max-h-80"
        caption="Drift by feature"
        rows={drift.features.toSorted((a, b) => b.index - a.index)}
        id={(one) => one.name}
        columns={[
          { key: "meaning", title: "Feature", cell: (one) => one.meaning },
          { key: "index", title: "Index", right: true, cell: (one) => decimal(one.index, 3) },
          {
            key: "word",
            title: "Is",
            cell: (one) => {
              const [word, tone] = driftWord(one.index);
              return <Badge tone={tone}>{word}</Badge>;
            },
          },
        ]}
      />
    </Panel>
  );
}

function Manifest({ model }: { model: Model }) {
  return (
    <Panel title="Manifest" note="Where the model came from">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {model.manifest.map((one) => (
          <div key={one.label} className="contents">
            <dt className="text-muted">{one.label}</dt>
            <dd className="flex min-w-0 items-start">
              {one.at != null ? (
                <Time at={one.at} />
              ) : (
                <span className="num min-w-0 break-words">{one.value}</span>
              )}
              {one.value.length >= 32 && !one.value.includes(" ") && <Copy text={one.value} />}
            </dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-3 mb-1 font-semibold">Measured at training</h3>
      <dl className="grid grid-cols-[1fr_max-content] gap-x-4 gap-y-1">
        {model.metrics.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="break-words text-muted">{name.replaceAll("_", " ")}</dt>
            <dd className="num text-right">{decimal(value, 4)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function Explain() {
  const model = useModel();
  return (
    <div className="space-y-3">
      <PageHead
        title="Model and rules"
        note={
          model.data ? (
            <span data-fixed>Model {model.data.version} on this worker</span>
          ) : (
            "How a call gets its verdict"
          )
        }
      />
      <Panel title="How a verdict comes about">
        <ol className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3" data-fixed>
          {STEPS.map(([title, text], place) => (
            <li key={title} className="flex gap-2">
              <span className="num flex size-6 shrink-0 items-center justify-center rounded-full bg-raised text-xs font-semibold">
                {place + 1}
              </span>
              <span>
                <strong>{title}.</strong> {text}
              </span>
            </li>
          ))}
        </ol>
      </Panel>
      {model.data ? (
        <div className="grid gap-3 xl:grid-cols-2" data-fixed>
          <Importances model={model.data} />
          <ChartPanel
            title="Calibration"
            note="Which risk a raw score means; lower scores are stranger"
            summary="Risk by raw score, as a table one press away."
            height="h-80"
            chart={<Curve points={model.data.calibration} />}
            table={
              <DataTable
                caption="Calibration"
                rows={model.data.calibration}
                id={(one) => String(one.raw)}
                columns={[
                  { key: "raw", title: "Raw score", right: true, cell: (one) => decimal(one.raw, 4) },
                  { key: "risk", title: "Risk", right: true, cell: (one) => decimal(one.risk, 2) },
                ]}
              />
            }
          />
          <DriftTable model={model.data} />
          <Manifest model={model.data} />
        </div>
      ) : (
        <Panel title="Model">{model.error ? <Failure error={model.error} /> : <Skeleton lines={6} />}</Panel>
      )}
      <RulesPanel />
    </div>
  );
}
