import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { Column } from "@/components/ui/data-table";
import { Phone } from "@/components/ui/phone";
import { Time } from "@/components/ui/time";
import type { Label } from "@/domain/types";
import { DASH } from "@/lib/format";

/** What a label says in a word. */
export function FraudBadge({ fraud }: { fraud: boolean }) {
  return <Badge tone={fraud ? "danger" : "ok"}>{fraud ? "fraud" : "no fraud"}</Badge>;
}

/** Where a label comes from: an alert that was closed with it, or somebody who said so. */
export function Source({ label }: { label: Label }) {
  if (label.alertId === null) return <>by hand</>;
  return (
    <Link href={`/alerts/?alert=${encodeURIComponent(label.alertId)}`} className="link" prefetch={false}>
      closed alert
    </Link>
  );
}

export const COLUMNS: Column<Label>[] = [
  { key: "number", title: "Number", cell: (one) => <Phone number={one.number} />, sort: (one) => one.number },
  {
    key: "fraud",
    title: "Is",
    cell: (one) => <FraudBadge fraud={one.fraud} />,
    sort: (one) => Number(one.fraud),
  },
  {
    key: "type",
    title: "Type",
    cell: (one) => one.type ?? DASH,
    sort: (one) => one.type ?? "",
    className: "whitespace-nowrap",
  },
  { key: "by", title: "Said by", cell: (one) => one.by, sort: (one) => one.by },
  { key: "at", title: "When", cell: (one) => <Time at={one.at} />, sort: (one) => one.at ?? 0 },
  {
    key: "source",
    title: "From",
    cell: (one) => <Source label={one} />,
    sort: (one) => Number(one.alertId !== null),
    className: "whitespace-nowrap",
  },
  { key: "reason", title: "Why", cell: (one) => one.reason || DASH, className: "min-w-64" },
];
