"use client";
import { parseAsString, useQueryState } from "nuqs";
import { type Column, DataTable, sorted, sortingOf } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Time } from "@/components/ui/time";
import type { Member } from "@/domain/types";
import { count, decimal } from "@/lib/format";

const COLUMNS: Column<Member>[] = [
  { key: "number", title: "Number", sort: (one) => one.number, cell: (one) => <Phone number={one.number} /> },
  { key: "role", title: "Role", sort: (one) => one.role, cell: (one) => one.role },
  { key: "risk", title: "Risk", right: true, sort: (one) => one.risk, cell: (one) => decimal(one.risk) },
  { key: "joined", title: "Joined", sort: (one) => one.joinedAt, cell: (one) => <Time at={one.joinedAt} /> },
  { key: "last", title: "Last call", sort: (one) => one.lastSeen, cell: (one) => <Time at={one.lastSeen} /> },
];

export function MembersPanel({ members, cut }: { members: Member[]; cut: boolean }) {
  const [sort, setSort] = useQueryState("members", parseAsString.withDefault("-risk"));
  const sorting = sortingOf(sort);
  return (
    <Panel title="Members" note={`${count(members.length)} numbers${cut ? "; not all are listed" : ""}`}>
      <DataTable
        className="max-h-96"
        caption="Members"
        columns={COLUMNS}
        rows={sorted(members, COLUMNS, sorting)}
        id={(one) => one.number}
        sorting={sorting}
        onSort={setSort}
      />
    </Panel>
  );
}
