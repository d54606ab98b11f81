"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { Region } from "@/adapters/region";
import { ChartPanel } from "@/components/charts/chart";
import { WorldMap } from "@/components/charts/lazy";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Select } from "@/components/ui/select";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { useRegions } from "@/hooks/use-regions";
import { compact, count } from "@/lib/format";
import { regionName } from "@/lib/region-name";

const SHOWN = ["suspects", "victims"] as const;

const COLUMNS: Column<Region>[] = [
  { key: "region", title: "Country", cell: (one) => regionName(one.code) },
  {
    key: "suspects",
    title: "Suspects",
    right: true,
    cell: (one) => count(one.suspects),
    figure: "regions.suspects",
  },
  {
    key: "campaigns",
    title: "Campaigns from",
    right: true,
    cell: (one) => count(one.campaigns),
    figure: "regions.campaigns",
  },
  {
    key: "targeted",
    title: "Campaigns to",
    right: true,
    cell: (one) => count(one.targetedBy),
    figure: "regions.targeted_by",
  },
  {
    key: "victims",
    title: "Victims",
    right: true,
    cell: (one) => count(one.victims),
    figure: "regions.victims",
  },
];

/** Where suspects call from, or where their victims are, on a map. */
export function RegionPanel() {
  const regions = useRegions();
  const [by, setBy] = useQueryState("map", parseAsStringLiteral(SHOWN).withDefault("suspects"));
  const rows = (regions.data ?? []).toSorted((a, b) => b[by] - a[by]);
  const coloured = rows.filter((one) => one[by] > 0);
  return (
    <ChartPanel
      title="Regions"
      note="By country, last 24 h of stream time"
      summary={
        coloured[0]
          ? `Map of ${by} by country, most in ${regionName(coloured[0].code)}.`
          : "Map without any country concerned."
      }
      actions={
        <Select
          label="Shown on the map"
          hideLabel
          value={by}
          onChange={(next) => setBy(SHOWN.find((one) => one === next) ?? null)}
          options={[
            ["suspects", "Suspects"],
            ["victims", "Victims"],
          ]}
        />
      }
      height="min-h-64 xl:h-64"
      chart={
        <Loaded query={regions} skeleton={<Skeleton lines={6} />}>
          {() =>
            coloured.length === 0 ? (
              <Empty title="No country is concerned">
                Countries get their colour as soon as suspects appear.
              </Empty>
            ) : (
              <div className="flex h-full flex-col gap-3 sm:flex-row">
                <div className="min-h-0 min-w-0 flex-1">
                  <WorldMap values={new Map(coloured.map((one) => [one.code ?? "", one[by]]))} unit={by} />
                </div>
                <ol className="shrink-0 overflow-hidden sm:w-40">
                  {coloured.slice(0, 8).map((one) => (
                    <li
                      key={one.code ?? ""}
                      className="flex justify-between gap-2 border-b py-0.5 last:border-0"
                    >
                      <span className="truncate">{regionName(one.code)}</span>
                      <span className="num font-medium" data-value={`regions.${by}`}>
                        {compact(one[by])}
                      </span>
                    </li>
                  ))}
                </ol>
              </div>
            )
          }
        </Loaded>
      }
      table={<DataTable caption="Regions" columns={COLUMNS} rows={rows} id={(one) => one.code ?? "none"} />}
    />
  );
}
