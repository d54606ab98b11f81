"use client";
import Link from "next/link";
import { SeverityBadge, StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Copy } from "@/components/ui/copy";
import { History } from "@/components/ui/history";
import { Phone } from "@/components/ui/phone";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { Alert, AlertDetail as Detail } from "@/domain/types";
import { useAlert } from "@/hooks/use-alert";
import { useMay } from "@/hooks/use-me";
import { atLeast, count, decimal, things } from "@/lib/format";
import type { Change } from "./change-dialog";
import { outcomeText } from "./filters";
import { Why } from "./why";

export function AlertDetail({
  id,
  onChange,
}: {
  id: string;
  onChange: (change: Change, alert: Alert) => void;
}) {
  const alert = useAlert(id);
  if (!id) return <Empty title="No alert is chosen">Choose one in the queue, or press j.</Empty>;
  return (
    <Loaded query={alert} skeleton={<Skeleton lines={8} className="p-3" />}>
      {(found) => <Shown alert={found} onChange={(change) => onChange(change, found)} />}
    </Loaded>
  );
}

function Actions({ alert, onChange }: { alert: Detail; onChange: (change: Change) => void }) {
  const closed = alert.state === "closed";
  if (!useMay("work")) return <p className="text-muted">Your role may look at alerts, not change them.</p>;
  return (
    <div className="flex flex-wrap gap-1.5">
      {alert.state === "open" && (
        <Button kind="main" onClick={() => onChange("acknowledge")} aria-keyshortcuts="a">
          Acknowledge
        </Button>
      )}
      {closed ? (
        <Button onClick={() => onChange("reopen")}>Reopen</Button>
      ) : (
        <>
          <Button onClick={() => onChange("close")} aria-keyshortcuts="c">
            Close
          </Button>
          <Button onClick={() => onChange("assign")} aria-keyshortcuts="m">
            Assign
          </Button>
          {alert.snoozedUntil === null ? (
            <Button onClick={() => onChange("snooze")} aria-keyshortcuts="s">
              Snooze
            </Button>
          ) : (
            <Button onClick={() => onChange("wake")}>End the snooze</Button>
          )}
        </>
      )}
      <Button kind="quiet" onClick={() => onChange("comment")}>
        Comment
      </Button>
    </div>
  );
}

function Shown({ alert, onChange }: { alert: Detail; onChange: (change: Change) => void }) {
  return (
    <article className="space-y-4 p-3" aria-labelledby="alert-title">
      <div>
        <div className="flex flex-wrap items-center gap-2">
          <SeverityBadge severity={alert.severity} />
          <StateBadge state={alert.state} />
          {alert.snoozedUntil !== null && (
            <span className="text-muted">
              snoozed until <Time at={alert.snoozedUntil} />
            </span>
          )}
          {alert.muted && <span className="text-muted">muted</span>}
        </div>
        <h2 id="alert-title" className="mt-1 text-base font-semibold break-words">
          {alert.title}
        </h2>
        <p className="mt-1 break-words">{alert.description}</p>
      </div>
      <Actions alert={alert} onChange={onChange} />
      {alert.state === "closed" && (
        <p className="rounded bg-raised px-2 py-1">
          Closed: <strong>{outcomeText(alert.outcome)}</strong>
          {alert.outcomeReason && `, ${alert.outcomeReason}`}
        </p>
      )}
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">About</dt>
        <dd>
          {alert.kind === "campaign" ? (
            <Link href={`/campaign/?id=${encodeURIComponent(alert.subject)}`} className="link">
              campaign {alert.subject}
            </Link>
          ) : (
            <Phone number={alert.subject} />
          )}
        </dd>
        {alert.campaign && alert.kind === "number" && (
          <>
            <dt className="text-muted">Campaign</dt>
            <dd>
              <Link href={`/campaign/?id=${encodeURIComponent(alert.campaign)}`} className="link">
                {alert.campaign}
              </Link>
            </dd>
          </>
        )}
        <dt className="text-muted">Type</dt>
        <dd>{alert.type || "Unknown"}</dd>
        <dt className="text-muted">Risk</dt>
        <dd className="num">{decimal(alert.risk)} of 100</dd>
        <dt className="text-muted">Numbers</dt>
        <dd className="num">{count(alert.numbers)}</dd>
        <dt className="text-muted">Called</dt>
        <dd className="num">
          {alert.victimsAtLeast ? `${atLeast(alert.victims, true)} numbers` : things(alert.victims, "number")}
          , by {things(alert.calls, "suspicious call")}
        </dd>
        <dt className="text-muted">Raised</dt>
        <dd>
          <Time at={alert.createdAt} /> (stream time)
        </dd>
        <dt className="text-muted">Assigned to</dt>
        <dd>{alert.assignee ?? "nobody"}</dd>
        <dt className="text-muted">Id</dt>
        <dd className="flex items-center">
          <span className="num break-all">{alert.id}</span> <Copy text={alert.id} what="Copy the id" />
        </dd>
      </dl>
      <Why alert={alert} />
      {alert.triage.length > 0 && (
        <section aria-labelledby="todo">
          <h3 id="todo" className="mb-1 font-semibold">
            What to check
          </h3>
          {alert.triage.map((one) => (
            <div key={one.rule} className="mb-2">
              <ol className="list-decimal space-y-1 pl-5">
                {one.steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
              {one.falsePositives.length > 0 && (
                <p className="mt-1 text-muted">Known false positives: {one.falsePositives.join("; ")}</p>
              )}
            </div>
          ))}
        </section>
      )}
      <section aria-labelledby="history">
        <h3 id="history" className="mb-1 font-semibold">
          History{alert.historyCut && " (the latest events)"}
        </h3>
        <History entries={alert.history} />
      </section>
    </article>
  );
}
