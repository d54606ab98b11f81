import Link from "next/link";
import { severityRank } from "@/adapters/severity";
import { SeverityBadge, StateBadge } from "@/components/ui/badge";
import type { Column } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { Campaign } from "@/domain/types";
import { atLeast, count, DASH, decimal } from "@/lib/format";

/** Columns of the list of campaigns. */
export const COLUMNS: Column<Campaign>[] = [
  {
    key: "name",
    title: "Campaign",
    sort: (one) => one.name,
    cell: (one) => (
      <Link href={`/campaign/?id=${one.id}`} prefetch={false} className="link block min-w-44">
        {one.name}
      </Link>
    ),
  },
  {
    key: "type",
    title: "Type",
    sort: (one) => one.type,
    cell: (one) => one.type || "Unknown",
    className: "whitespace-nowrap",
  },
  {
    key: "source",
    title: "Source",
    cell: (one) => (
      <span title={one.ranges.join(", ")} className="num whitespace-nowrap">
        {one.ranges[0] ?? DASH}
        {one.ranges.length > 1 && ` +${one.ranges.length - 1}`}
      </span>
    ),
    figure: "campaigns.ranges",
  },
  {
    key: "severity",
    title: "Severity",
    sort: (one) => -severityRank(one.severity),
    cell: (one) => (one.severity ? <SeverityBadge severity={one.severity} /> : DASH),
  },
  {
    key: "risk",
    title: "Risk",
    right: true,
    sort: (one) => one.risk,
    cell: (one) => decimal(one.risk),
    figure: "campaigns.risk_score",
  },
  {
    key: "status",
    title: "Status",
    sort: (one) => one.status,
    cell: (one) => (
      <span className="inline-flex gap-1">
        <StateBadge state={one.status} />
        {one.pausedUntil !== null && <StateBadge state="paused" />}
      </span>
    ),
    figure: "campaigns.status",
  },
  {
    key: "numbers",
    title: "Numbers",
    right: true,
    sort: (one) => one.numbers,
    cell: (one) => count(one.numbers),
    figure: "campaigns.numbers",
  },
  {
    key: "growth",
    title: "Growth/h",
    right: true,
    sort: (one) => one.growth,
    cell: (one) => (one.growth > 0 ? `+${count(one.growth)}` : "0"),
    figure: "campaigns.growth",
  },
  {
    key: "victims",
    title: "Called",
    right: true,
    sort: (one) => one.victims,
    cell: (one) => atLeast(one.victims, one.victimsAtLeast),
    figure: "campaigns.affected_users",
  },
  {
    key: "updated",
    title: "Last call",
    sort: (one) => one.updatedAt,
    cell: (one) => <Time at={one.updatedAt} />,
  },
];
