"use client";
import Link from "next/link";
import { severityOf } from "@/adapters/severity";
import { SeverityBadge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import { count, decimal } from "@/lib/format";

/** Why the number has its verdict, in sentences: reasons, rules, who raised it, its campaign. */
export function VerdictPanel({ page }: { page: NumberPage }) {
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
