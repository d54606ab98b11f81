"use client";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import { useCampaigns } from "@/hooks/use-campaigns";
import { atLeast, count, decimal } from "@/lib/format";

/** The gravest active campaigns. */
export function TopCampaigns() {
  const campaigns = useCampaigns();
  return (
    <Panel
      title="Gravest campaigns"
      note="With a suspicious call in the last 24 h of stream time"
      actions={
        <Link href="/campaigns/" className="link">
          All
        </Link>
      }
    >
      <Loaded query={campaigns}>
        {(found) =>
          found.length === 0 ? (
            <Empty title="No campaign">
              As soon as suspects work together they are shown as one campaign.
            </Empty>
          ) : (
            <ul className="divide-y">
              {found.slice(0, 6).map((one) => (
                <li key={one.id} className="flex items-center justify-between gap-3 py-1.5">
                  <span className="min-w-0">
                    <Link href={`/campaign/?id=${one.id}`} prefetch={false} className="link block truncate">
                      {one.name}
                    </Link>
                    <span className="num text-xs text-muted">
                      risk {decimal(one.risk)}, {count(one.numbers)} numbers,{" "}
                      {atLeast(one.victims, one.victimsAtLeast)} called
                    </span>
                  </span>
                  <StateBadge state={one.status} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
