"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Dialog } from "@/components/ui/dialog";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import type { ListEntry } from "@/domain/types";
import { useListChange } from "@/hooks/use-list-change";
import { useLists } from "@/hooks/use-lists";
import { useMay } from "@/hooks/use-me";
import { DASH } from "@/lib/format";
import { ListDialog } from "./list-dialog";

function Remove({ entry, onClose }: { entry: ListEntry; onClose: () => void }) {
  const change = useListChange();
  const say = useSay();
  return (
    <Dialog title={`Take ${entry.entry} off the ${entry.list} list`} onClose={onClose}>
      <WhoAndWhy
        action="Take off"
        danger
        busy={change.isPending}
        error={change.error}
        onDone={(by, reason) =>
          change.mutate(
            { action: "remove", list: entry.list, entry: entry.entry, by, reason },
            {
              onSuccess: () => {
                say(`${entry.entry} is no longer on the ${entry.list} list.`);
                onClose();
              },
            },
          )
        }
      />
    </Dialog>
  );
}

export function ListsPanel() {
  const lists = useLists();
  const [adding, setAdding] = useState<"allow" | "block" | null>(null);
  const [removing, setRemoving] = useState<ListEntry | null>(null);
  const may = useMay("manage");
  const remove: Column<ListEntry> = {
    key: "remove",
    title: "Actions",
    cell: (one) =>
      one.fromFile ? null : (
        <Button
          kind="quiet"
          aria-label={`Take ${one.entry} off the ${one.list} list`}
          onClick={() => setRemoving(one)}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      ),
  };
  return (
    <Panel
      title="Lists"
      note="Beat every score; in effect on all workers within a second"
      actions={
        may && (
          <>
            <Button onClick={() => setAdding("allow")}>
              <Plus size={14} aria-hidden /> Allow
            </Button>
            <Button onClick={() => setAdding("block")}>
              <Plus size={14} aria-hidden /> Block
            </Button>
          </>
        )
      }
    >
      <Loaded query={lists}>
        {({ allow, block }) => {
          const rows = [...block, ...allow];
          if (rows.length === 0)
            return (
              <Empty title="Both lists are empty">
                Allow numbers that must never be flagged, block those that always must.
              </Empty>
            );
          return (
            <DataTable
              className="max-h-96"
              caption="Entries of both lists"
              rows={rows}
              id={(one) => `${one.list}/${one.id}/${one.entry}`}
              columns={[
                { key: "entry", title: "Entry", cell: (one) => <span className="num">{one.entry}</span> },
                {
                  key: "list",
                  title: "List",
                  cell: (one) => <Badge tone={one.list === "allow" ? "ok" : "danger"}>{one.list}</Badge>,
                },
                {
                  key: "reason",
                  title: "Reason",
                  cell: (one) => one.reason ?? DASH,
                  className: "min-w-40",
                },
                { key: "by", title: "By", cell: (one) => (one.fromFile ? "a file" : (one.by ?? DASH)) },
                { key: "added", title: "Since", cell: (one) => <Time at={one.addedAt} /> },
                {
                  key: "ends",
                  title: "Ends",
                  cell: (one) =>
                    one.expired ? "expired" : one.expiresAt === null ? "never" : <Time at={one.expiresAt} />,
                },
                ...(may ? [remove] : []),
              ]}
            />
          );
        }}
      </Loaded>
      {adding && <ListDialog list={adding} onClose={() => setAdding(null)} />}
      {removing && <Remove entry={removing} onClose={() => setRemoving(null)} />}
    </Panel>
  );
}
