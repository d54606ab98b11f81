"use client";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Empty, Loaded } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useCampaigns } from "@/hooks/use-campaigns";
import { count, decimal } from "@/lib/format";
import { useCalls } from "@/stream/context";

/** What has just begun: young or growing campaigns, and numbers that became suspects in the live stream. */
export function EmergingPanel() {
  const campaigns = useCampaigns();
  const { shown } = useCalls();
  const seen = new Set<string>();
  const suspects = shown
    .filter(
      (call) =>
        call.band !== "SAFE" && call.campaign === null && !seen.has(call.source) && seen.add(call.source),
    )
    .slice(0, 4);
  return (
    <Panel
      title="Emerging anomalies"
      note="Young or growing campaigns, and suspects without one in the calls shown last"
    >
      <Loaded query={campaigns}>
        {(found) => {
          const young = found.filter((one) => one.status === "emerging" || one.growth > 0).slice(0, 5);
          if (young.length === 0 && suspects.length === 0) {
            return (
              <Empty title="Nothing new">
                Campaigns appear here in their first half hour and while they grow.
              </Empty>
            );
          }
          return (
            <ul className="divide-y">
              {young.map((one) => (
                <li key={one.id} className="flex items-center justify-between gap-3 py-1.5">
                  <Link href={`/campaign/?id=${one.id}`} prefetch={false} className="link min-w-0 truncate">
                    {one.name}
                  </Link>
                  <span className="flex shrink-0 items-center gap-2">
                    <span
                      className="num text-muted"
                      title="numbers that joined in the last hour of stream time"
                    >
                      +{count(one.growth)}/h
                    </span>
                    <StateBadge state={one.status} />
                  </span>
                </li>
              ))}
              {suspects.map((call) => (
                <li key={call.id} className="flex items-center justify-between gap-3 py-1.5">
                  <span className="min-w-0">
                    <Phone number={call.source} />
                  </span>
                  <span className="shrink-0 text-muted">
                    {call.type ?? "Unknown"}, risk {decimal(call.risk)}, <Time at={call.at} as="minute" />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
