"use client";
import { Ban, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { severityOf } from "@/adapters/severity";
import { ListDialog } from "@/components/admin/list-dialog";
import { ChartPanel } from "@/components/charts/chart";
import { BarsInTime, RiskLine } from "@/components/charts/lazy";
import { BandBadge, SeverityBadge, StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Copy } from "@/components/ui/copy";
import { DataTable } from "@/components/ui/data-table";
import { Figure } from "@/components/ui/figure";
import { Info } from "@/components/ui/info";
import { PageHead, Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import type { FigureId } from "@/generated/figure-id";
import { useDecision } from "@/hooks/use-decision";
import { useMay } from "@/hooks/use-me";
import { count, DASH, decimal, duration, percent } from "@/lib/format";
import { regionName } from "@/lib/region-name";
import { FeaturePanel } from "./feature-panel";

const HOURS = [
  { key: "placed", name: "placed", color: "var(--series-1)" },
  { key: "received", name: "received", color: "var(--series-2)" },
];

function Head({ page }: { page: NumberPage }) {
  const [list, setList] = useState<"allow" | "block" | null>(null);
  const may = useMay("manage");
  return (
    <>
      <PageHead
        title={
          <span className="num inline-flex items-center gap-1" data-fixed>
            {page.number} <Copy text={page.number} what="Copy number" />
          </span>
        }
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BandBadge band={page.band} />
            <span>{page.category}</span>
            {page.listed && <span>on the {page.listed}</span>}
            <span title="The number may have been ported since." data-fixed>
              {[page.carrier, page.region && regionName(page.region)].filter(Boolean).join(", ") ||
                "Carrier unknown"}
              {page.carrier && " (original allocation)"}
            </span>
            <span>last active {page.lastActive === null ? "never" : <Time at={page.lastActive} />}</span>
          </span>
        }
        actions={
          may && (
            <>
              <Button onClick={() => setList("allow")}>
                <ShieldCheck size={14} aria-hidden /> Allow
              </Button>
              <Button kind="danger" onClick={() => setList("block")}>
                <Ban size={14} aria-hidden /> Block
              </Button>
            </>
          )
        }
      />
      {list && <ListDialog list={list} entry={page.number} onClose={() => setList(null)} />}
    </>
  );
}

function Verdict({ page }: { page: NumberPage }) {
  return (
    <Panel title="Why" tour="verdict" note="From its profile and its block as they are now">
      {page.reasons.length > 0 ? (
        <ul className="list-disc space-y-1 pl-5">
          {page.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : (
        <p>{page.explanation}</p>
      )}
      {page.rules.length > 0 && (
        <>
          <h3 className="mt-3 mb-1 font-semibold">Rules that fire</h3>
          <ul className="space-y-1">
            {page.rules.map((rule) => (
              <li key={rule.id} className="flex flex-wrap items-baseline gap-x-2">
                <SeverityBadge severity={severityOf(rule.severity)} />
                <code>{rule.id}</code>
                <span className="min-w-0">{rule.text}</span>
                {rule.state !== "active" && <span className="text-muted">({rule.state})</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {page.raisedBy.length > 0 && (
        <>
          <h3 className="mt-3 mb-1 font-semibold">Raised by</h3>
          <ul className="space-y-1">
            {page.raisedBy.map((one) => (
              <li key={one.group}>
                {one.kind} <span className="num">{one.group}</span>, to risk {decimal(one.risk)} as{" "}
                {one.type || "unknown fraud"}, <Time at={one.at} />; {count(one.members)} numbers raised
                altogether
              </li>
            ))}
          </ul>
        </>
      )}
      {page.campaign && (
        <p className="mt-3 border-t pt-2">
          Member of{" "}
          <Link href={`/campaign/?id=${encodeURIComponent(page.campaign.id)}`} className="link">
            {page.campaign.name ?? `campaign ${page.campaign.id}`}
          </Link>
          {page.campaign.joinedAt !== null && (
            <>
              {" "}
              since <Time at={page.campaign.joinedAt} />
            </>
          )}
        </p>
      )}
    </Panel>
  );
}

function Counts({ page }: { page: NumberPage }) {
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

const ACTIONS = { allow: "let it call", block: "block it", report: "report it, not block it" } as const;

/** What a switch should do about it, as the decisions' topic and API tell. */
function DecisionLine({ number }: { number: string }) {
  const { data } = useDecision(number);
  if (!data || data.action === "none") return null;
  return (
    <p className="rounded-lg border bg-panel px-3 py-2">
      A switch should <strong>{ACTIONS[data.action]}</strong>: {data.reason}
      {data.validUntil !== null && (
        <>
          {" "}
          (until <Time at={data.validUntil} />)
        </>
      )}
    </p>
  );
}

function Alerts({ page }: { page: NumberPage }) {
  if (page.alerts.length === 0) return null;
  return (
    <Panel title="Alerts">
      <ul className="divide-y">
        {page.alerts.map((alert) => (
          <li key={alert.id} className="flex flex-wrap items-center justify-between gap-2 py-1.5">
            <Link href={`/alerts/?alert=${encodeURIComponent(alert.id)}`} className="link min-w-0">
              {alert.title}
            </Link>
            <span className="flex gap-1">
              <SeverityBadge severity={alert.severity} />
              <StateBadge state={alert.state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EvidencePanel({ page }: { page: NumberPage }) {
  if (page.evidence === null) return null;
  return (
    <Panel title="Evidence" note="Its latest suspicious calls, newest first; kept for two days of silence">
      {page.evidence.length === 0 ? (
        <Empty title="No suspicious call is kept">
          Calls are kept from the one on at which a number is SUSPICIOUS.
        </Empty>
      ) : (
        <DataTable
          className="max-h-96"
          caption="Suspicious calls"
          rows={page.evidence}
          id={(call) => `${call.at}/${call.callee}`}
          columns={[
            { key: "at", title: "Ended", cell: (call) => <Time at={call.at} /> },
            { key: "callee", title: "Called", cell: (call) => <Phone number={call.callee} copy={false} /> },
            {
              key: "seconds",
              title: "Talk",
              right: true,
              cell: (call) => (call.answered ? duration(call.seconds) : "not answered"),
            },
            { key: "risk", title: "Risk", right: true, cell: (call) => decimal(call.risk) },
            { key: "type", title: "Type", cell: (call) => call.type ?? DASH },
          ]}
        />
      )}
    </Panel>
  );
}

export function NumberDetail({ page }: { page: NumberPage }) {
  return (
    <div className="space-y-3">
      <Head page={page} />
      <DecisionLine number={page.number} />
      {!page.known && (
        <p className="rounded-lg border bg-panel px-3 py-2" role="status">
          The stream has never named this number. Nothing is known of it, so there is nothing to suspect.
        </p>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure
          label="Risk"
          value={decimal(page.risk)}
          unit="of 100"
          range="now"
          of="check-number.risk_score"
        />
        <Figure
          label="Own risk"
          value={decimal(page.ownRisk)}
          unit="of 100"
          range="after its last call"
          of="check-number.own_risk"
        />
        <Figure
          label="Anomaly score"
          value={decimal(page.anomaly, 3)}
          unit="0 to 1"
          range="after its last call"
          of="check-number.anomaly_score"
        />
        <Figure
          label="Confidence"
          value={percent(page.confidence)}
          unit={page.type ?? undefined}
          range="of the fraud type"
          of="check-number.confidence"
        />
      </div>
      <div className="grid gap-3 xl:grid-cols-2">
        <Verdict page={page} />
        <Counts page={page} />
        <FeaturePanel features={page.features} />
        <div className="min-w-0 space-y-3">
          {page.riskOverTime !== null && (
            <ChartPanel
              title="Risk over time"
              note="After each of its latest suspicious calls"
              summary={`${page.riskOverTime.length} points, now ${decimal(page.risk)}.`}
              chart={
                page.riskOverTime.length ? (
                  <RiskLine points={page.riskOverTime} />
                ) : (
                  <Empty title="No suspicious call is kept" />
                )
              }
              table={
                <DataTable
                  caption="Risk over time"
                  rows={page.riskOverTime.toReversed().map((one, place) => ({ ...one, place }))}
                  id={(one) => String(one.place)}
                  columns={[
                    { key: "at", title: "Call", cell: (one) => <Time at={one.at} /> },
                    { key: "risk", title: "Risk", right: true, cell: (one) => decimal(one.risk) },
                  ]}
                />
              }
            />
          )}
          {page.hours !== null && (
            <ChartPanel
              title="Calls by hour"
              note="Placed and received, the 24 hours up to its last call"
              summary={`Calls in ${page.hours.length} hours.`}
              chart={
                page.hours.length ? (
                  <BarsInTime data={page.hours} series={HOURS} />
                ) : (
                  <Empty title="No calls" />
                )
              }
              table={
                <DataTable
                  caption="Calls by hour"
                  rows={page.hours.toReversed()}
                  id={(one) => String(one.at)}
                  columns={[
                    { key: "at", title: "Hour", cell: (one) => <Time at={one.at} /> },
                    { key: "placed", title: "Placed", right: true, cell: (one) => count(one.placed) },
                    { key: "received", title: "Received", right: true, cell: (one) => count(one.received) },
                  ]}
                />
              }
            />
          )}
          <EvidencePanel page={page} />
          <Alerts page={page} />
        </div>
      </div>
      {page.modelVersion && (
        <p className="text-xs text-muted">
          Judged by model {page.modelVersion} and rules {page.rulesVersion}.
        </p>
      )}
    </div>
  );
}
