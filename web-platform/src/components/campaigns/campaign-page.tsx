"use client";
import { Download, Pause, Play } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { ChartPanel } from "@/components/charts/chart";
import { BarsInTime } from "@/components/charts/lazy";
import { SeverityBadge, StateBadge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { FigureRow } from "@/components/ui/figure-row";
import { History } from "@/components/ui/history";
import { PageHead, Panel } from "@/components/ui/panel";
import { Scroll } from "@/components/ui/scroll";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { CampaignDetail } from "@/domain/types";
import { useCampaign } from "@/hooks/use-campaign";
import { useMay } from "@/hooks/use-me";
import { atLeast, count, decimal, percent } from "@/lib/format";
import { regionName } from "@/lib/region-name";
import { GraphPanel } from "./graph-panel";
import { MembersPanel } from "./members-panel";
import { PauseDialog } from "./pause-dialog";

const GROWTH = [{ key: "calls", name: "suspicious calls", color: "var(--series-3)" }];

export function CampaignPage() {
  const [id] = useQueryState("id", parseAsString.withDefault(""));
  const campaign = useCampaign(id);
  if (!id) {
    return (
      <>
        <PageHead title="Campaign" />
        <Empty title="No campaign is chosen">
          <Link href="/campaigns/" className="link">
            Choose one from the list
          </Link>
        </Empty>
      </>
    );
  }
  return (
    <>
      {!campaign.data && <PageHead title="Campaign" />}
      <Loaded query={campaign} skeleton={<Skeleton lines={10} />}>
        {(found) => <Detail of={found} />}
      </Loaded>
    </>
  );
}

function Detail({ of: one }: { of: CampaignDetail }) {
  const [pausing, setPausing] = useState(false);
  const may = useMay("work");
  const lifetime = one.updatedAt - one.createdAt;
  const velocity = lifetime > 0 ? one.calls / (lifetime / 3_600_000) : null;
  return (
    <div className="space-y-3">
      <PageHead
        title={one.name}
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={one.status} />
            {one.severity && <SeverityBadge severity={one.severity} />}
            {one.pausedUntil !== null && (
              <span>
                <StateBadge state="paused" /> until <Time at={one.pausedUntil} />
                {one.pausedBy && ` by ${one.pausedBy}`}
                {one.pauseReason && `: ${one.pauseReason}`}
              </span>
            )}
            <span>{one.type || "Unknown type"}</span>
            <span data-fixed>
              <Time at={one.createdAt} /> to <Time at={one.updatedAt} /> (stream time)
            </span>
          </span>
        }
        actions={
          <>
            {one.alertId && (
              <Link href={`/alerts/?alert=${encodeURIComponent(one.alertId)}`} className={buttonClass()}>
                Its alert
              </Link>
            )}
            {may && (
              <Button onClick={() => setPausing(true)}>
                {one.pausedUntil === null ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
                {one.pausedUntil === null ? "Pause" : "Resume"}
              </Button>
            )}
            <a
              href={`/api/campaigns/${encodeURIComponent(one.id)}/export?format=csv`}
              download
              className={buttonClass()}
            >
              <Download size={14} aria-hidden /> Members as CSV
            </a>
          </>
        }
      />
      {one.mergedInto && (
        <p className="rounded-lg border bg-warn-soft px-3 py-2 text-warn">
          It was merged into{" "}
          <Link href={`/campaign/?id=${one.mergedInto}`} className="underline">
            campaign {one.mergedInto}
          </Link>
          .
        </p>
      )}
      <FigureRow
        across={6}
        figures={[
          {
            label: "Risk",
            value: decimal(one.risk),
            unit: "of 100",
            range: "members active of late",
            of: "campaigns.risk_score",
          },
          {
            label: "Nodes",
            value: count(one.numbers),
            unit: "numbers",
            range: "since it began",
            of: "campaigns.numbers",
          },
          {
            label: "Called",
            value: atLeast(one.victims, one.victimsAtLeast),
            unit: "numbers",
            range: "since it began",
            of: "campaigns.affected_users",
          },
          {
            label: "Density",
            value: percent(one.density),
            unit: "of pairs close",
            range: "active members",
            of: "campaigns.density",
          },
          {
            label: "Velocity",
            value: decimal(velocity),
            unit: "calls/h",
            range: "mean since it began, stream time",
            of: "campaigns.velocity",
          },
          {
            label: "Growth",
            value: one.growth > 0 ? `+${count(one.growth)}` : "0",
            unit: "numbers",
            range: "last hour of stream time",
            of: "campaigns.growth",
          },
        ]}
      />
      <GraphPanel id={one.id} />
      <div className="grid gap-3 xl:grid-cols-2">
        <ChartPanel
          title="Growth curve"
          note="Suspicious calls by hour of event time"
          summary={`${count(one.calls)} suspicious calls in ${count(one.hours.length)} hours.`}
          chart={<BarsInTime data={one.hours} series={GROWTH} />}
          table={
            <DataTable
              caption="Suspicious calls by hour"
              rows={one.hours.toReversed()}
              id={(hour) => String(hour.at)}
              columns={[
                { key: "at", title: "Hour", cell: (hour) => <Time at={hour.at} /> },
                {
                  key: "calls",
                  title: "Suspicious calls",
                  right: true,
                  cell: (hour) => count(hour.calls),
                  figure: "campaigns.hours",
                },
              ]}
            />
          }
        />
        <Panel title="Where" note="The commonest first, since it began">
          <dl className="space-y-2">
            <div>
              <dt className="text-xs font-medium text-muted">Calls from the blocks</dt>
              <dd className="num flex flex-wrap gap-x-3">
                {one.ranges.length ? one.ranges.map((range) => <span key={range}>{range}</span>) : "–"}
              </dd>
            </div>
            <div>
              <dt className="text-xs font-medium text-muted">Calls to the countries</dt>
              <dd className="flex flex-wrap gap-x-3">
                {one.regions.length
                  ? one.regions.map((code) => <span key={code}>{regionName(code)}</span>)
                  : "–"}
              </dd>
            </div>
          </dl>
        </Panel>
        <MembersPanel members={one.members} cut={one.membersCut} />
        <Panel
          title="History"
          note={
            one.historyCut
              ? "The latest events; older ones were left out"
              : "All that happened to it, stream time"
          }
        >
          <Scroll label="History" className="max-h-96">
            <History entries={one.history} />
          </Scroll>
        </Panel>
      </div>
      {pausing && <PauseDialog campaign={one} onClose={() => setPausing(false)} />}
    </div>
  );
}
