"use client";
import { Download, Pause, Play } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Column, sorted, sortingOf } from "@/components/ui/data-table";
import { FilteredTable } from "@/components/ui/filtered-table";
import { PageHead } from "@/components/ui/panel";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import type { Campaign } from "@/domain/types";
import { useCampaigns } from "@/hooks/use-campaigns";
import { useMay } from "@/hooks/use-me";
import { csv, save } from "@/lib/csv";
import { COLUMNS } from "./columns";
import { PauseDialog } from "./pause-dialog";

const FILTERS = {
  q: parseAsString.withDefault(""),
  type: parseAsString.withDefault(""),
  status: parseAsString.withDefault(""),
  sort: parseAsString.withDefault("-risk"),
};

export interface CampaignFilter {
  q: string;
  type: string;
  status: string;
}

/** Whether a campaign passes the filters; the search looks at name, id, ranges and countries. */
export function passes(one: Campaign, { q, type, status }: CampaignFilter): boolean {
  const text = [one.name, one.id, ...one.ranges, ...one.regions].join(" ").toLowerCase();
  return (
    (!type || one.type === type) &&
    (!status || one.status === status || (status === "paused" && one.pausedUntil !== null)) &&
    text.includes(q.toLowerCase())
  );
}

function exportRows(rows: Campaign[]): void {
  const head = [
    "id",
    "name",
    "type",
    "risk",
    "severity",
    "status",
    "numbers",
    "growth_per_hour",
    "called",
    "called_at_least",
    "calls",
    "density",
    "ranges",
    "regions",
    "created_at",
    "updated_at",
  ];
  const time = (at: number) => new Date(at).toISOString();
  save(
    "campaigns.csv",
    csv(
      head,
      rows.map((one) => [
        one.id,
        one.name,
        one.type,
        one.risk,
        one.severity,
        one.status,
        one.numbers,
        one.growth,
        one.victims,
        one.victimsAtLeast,
        one.calls,
        one.density,
        one.ranges.join(" "),
        one.regions.join(" "),
        time(one.createdAt),
        time(one.updatedAt),
      ]),
    ),
  );
}

const actions = (onPause: (one: Campaign) => void): Column<Campaign> => ({
  key: "actions",
  title: "Actions",
  cell: (one) => (
    <Button
      kind="quiet"
      onClick={() => onPause(one)}
      aria-label={`${one.pausedUntil === null ? "Pause" : "Resume"} ${one.name}`}
    >
      {one.pausedUntil === null ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
    </Button>
  ),
});

export function CampaignList() {
  const campaigns = useCampaigns();
  const [filter, set] = useQueryStates(FILTERS);
  const [pausing, setPausing] = useState<Campaign | null>(null);
  const all = campaigns.data ?? [];
  const sorting = sortingOf(filter.sort);
  const rows = sorted(
    all.filter((one) => passes(one, filter)),
    COLUMNS,
    sorting,
  );
  const types = [...new Set(all.map((one) => one.type))].sort();
  const may = useMay("work");
  const columns = useMemo<Column<Campaign>[]>(
    () => (may ? [...COLUMNS, actions(setPausing)] : COLUMNS),
    [may],
  );
  return (
    <div data-tour="campaigns">
      <PageHead
        title="Campaigns"
        note="Suspects that work together, with a suspicious call in the last 24 hours of stream time"
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label="Search name, range or country"
          value={filter.q}
          onChange={(q) => set({ q: q || null })}
        />
        <Select
          label="Type"
          hideLabel
          value={filter.type}
          onChange={(type) => set({ type: type || null })}
          options={[["", "All types"], ...types.map((one) => [one, one || "Unknown"] as const)]}
        />
        <Select
          label="Status"
          hideLabel
          value={filter.status}
          onChange={(status) => set({ status: status || null })}
          options={[
            ["", "Any status"],
            ["emerging", "Emerging"],
            ["active", "Active"],
            ["dormant", "Dormant"],
            ["paused", "Paused"],
          ]}
        />
        <Button onClick={() => exportRows(rows)} disabled={rows.length === 0}>
          <Download size={14} aria-hidden /> Export CSV
        </Button>
        <p className="text-muted sm:ml-auto" role="status">
          {campaigns.data && `${rows.length} of ${all.length} campaigns`}
        </p>
      </div>
      <FilteredTable
        caption="Campaigns"
        query={campaigns}
        columns={columns}
        rows={rows}
        id={(one) => one.id}
        sorting={sorting}
        onSort={(sort) => set({ sort })}
        found={all.length}
        none={{
          title: "No campaign at the moment",
          text: "As soon as suspects work together they are listed here. Single suspects are in the live calls.",
        }}
        nonePasses="No campaign passes the filters"
        onClear={() => set(null)}
      />
      {pausing && <PauseDialog campaign={pausing} onClose={() => setPausing(null)} />}
    </div>
  );
}
