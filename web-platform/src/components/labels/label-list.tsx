"use client";
import { Download, Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { sorted, sortingOf } from "@/components/ui/data-table";
import { FilteredTable } from "@/components/ui/filtered-table";
import { Info } from "@/components/ui/info";
import { PageHead } from "@/components/ui/panel";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import type { Label } from "@/domain/types";
import { useLabels } from "@/hooks/use-labels";
import { useMay } from "@/hooks/use-me";
import { csv, save } from "@/lib/csv";
import { count } from "@/lib/format";
import { COLUMNS } from "./columns";
import { FILTERS, passes } from "./filters";
import { LabelDialog } from "./label-dialog";

function exportRows(rows: Label[]): void {
  const head = ["number", "fraud", "fraud_type", "by", "at", "source", "alert_id", "reason"];
  save(
    "labels.csv",
    csv(
      head,
      rows.map((one) => [
        one.number,
        one.fraud,
        one.type,
        one.by,
        one.at === null ? null : new Date(one.at).toISOString(),
        one.alertId === null ? "by hand" : "closed alert",
        one.alertId,
        one.reason,
      ]),
    ),
  );
}

/** What analysts said of numbers: the truth that the next training learns from. */
export function LabelList() {
  const labels = useLabels();
  const may = useMay("work");
  const [filter, set] = useQueryStates(FILTERS);
  const [adding, setAdding] = useState(false);
  const all = labels.data?.labels ?? [];
  const total = labels.data?.total ?? 0;
  const sorting = sortingOf(filter.sort);
  const rows = sorted(
    all.filter((one) => passes(one, filter)),
    COLUMNS,
    sorting,
  );
  return (
    <>
      <PageHead
        title="Labels"
        note="What people said of numbers, the last word on each; the next training learns from it, no verdict changes"
        actions={
          may && (
            <Button kind="main" onClick={() => setAdding(true)}>
              <Plus size={14} aria-hidden /> Add a label
            </Button>
          )
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label="Search number, person or reason"
          value={filter.q}
          onChange={(q) => set({ q: q || null })}
        />
        <Select
          label="Fraud or not"
          hideLabel
          value={filter.fraud}
          onChange={(fraud) => set({ fraud: fraud || null })}
          options={[
            ["", "Fraud or not"],
            ["yes", "Fraud"],
            ["no", "No fraud"],
          ]}
        />
        <Select
          label="From"
          hideLabel
          value={filter.from}
          onChange={(from) => set({ from: from || null })}
          options={[
            ["", "Any source"],
            ["alert", "Closed alerts"],
            ["hand", "By hand"],
          ]}
        />
        <Button onClick={() => exportRows(rows)} disabled={rows.length === 0}>
          <Download size={14} aria-hidden /> Export CSV
        </Button>
        <span className="flex items-center text-muted sm:ml-auto">
          <span role="status">
            {labels.data &&
              `${count(rows.length)} of ${count(all.length)} labels${total > all.length ? `, the latest of ${count(total)}` : ""}`}
          </span>
          <Info of="labels.labels" />
        </span>
      </div>
      <FilteredTable
        caption="Labels"
        query={labels}
        columns={COLUMNS}
        rows={rows}
        id={(one) => one.number}
        sorting={sorting}
        onSort={(sort) => set({ sort })}
        found={all.length}
        none={{
          title: "Nobody has said anything yet",
          text: "A label comes of an alert that is closed as confirmed fraud or as a false positive. Or add one by hand.",
        }}
        nonePasses="No label passes the filters"
        onClear={() => set(null)}
      />
      {adding && <LabelDialog onClose={() => setAdding(false)} />}
    </>
  );
}
