"use client";
import type { Region } from "@/adapters/region";
import { regionsOf } from "@/adapters/region";
import { ApiError } from "@/api/problem";
import { ChartPanel } from "@/components/charts/chart";
import { WorldMap } from "@/components/charts/lazy";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Empty, Failure, Skeleton } from "@/components/ui/states";
import { useCampaigns } from "@/hooks/use-campaigns";
import { useRegions } from "@/hooks/use-regions";
import { count } from "@/lib/format";

const names = new Intl.DisplayNames("en", { type: "region", fallback: "code" });
export const regionName = (code: string): string =>
  /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;

/** Where suspects are, on a map; with a worker that does not count them, which countries campaigns call. */
export function RegionPanel() {
  const regions = useRegions();
  const campaigns = useCampaigns();
  const missing = regions.error instanceof ApiError && regions.error.kind === "unavailable";
  const found = missing ? campaigns.data && regionsOf(campaigns.data) : regions.data;
  const value = (one: Region) => (missing ? one.campaigns : (one.suspects ?? 0));
  const unit = missing ? "active campaigns that call it" : "suspects";
  const error = missing ? campaigns.error : regions.error;
  const rows = (found ?? [])
    .filter((one) => value(one) > 0 || one.campaigns > 0)
    .toSorted((a, b) => value(b) - value(a));
  const columns: Column<Region>[] = [
    { key: "region", title: "Country", cell: (one) => regionName(one.code) },
    ...(missing
      ? []
      : ([
          { key: "suspects", title: "Suspects", right: true, cell: (one) => count(one.suspects) },
          { key: "victims", title: "Victims", right: true, cell: (one) => count(one.victims) },
        ] satisfies Column<Region>[])),
    { key: "campaigns", title: "Campaigns", right: true, cell: (one) => count(one.campaigns) },
  ];
  const body = () => {
    if (found === undefined) return error ? <Failure error={error} /> : <Skeleton lines={6} />;
    if (rows.length === 0)
      return (
        <Empty title="No region is concerned">Countries get their colour as soon as suspects appear.</Empty>
      );
    return (
      <div className="flex h-full flex-col gap-3 xl:flex-row">
        <div className="min-h-0 min-w-0 flex-1">
          <WorldMap values={new Map(rows.map((one) => [one.code, value(one)]))} unit={unit} />
        </div>
        <ol className="shrink-0 overflow-hidden xl:w-44">
          {rows.slice(0, 6).map((one) => (
            <li key={one.code} className="flex justify-between gap-2 border-b py-0.5 last:border-0">
              <span className="truncate">{regionName(one.code)}</span>
              <span className="num font-medium" data-value>
                {count(value(one))}
              </span>
            </li>
          ))}
        </ol>
      </div>
    );
  };
  return (
    <ChartPanel
      title="Regions"
      note={
        missing
          ? "Active campaigns by country called, last 24 h of stream time"
          : "Suspects by country, those not forgotten"
      }
      summary={
        rows.length
          ? `Map of ${unit} by country, most in ${regionName(rows[0]?.code ?? "")}.`
          : "Map without any country concerned."
      }
      height="h-80 xl:h-64"
      chart={body()}
      table={<DataTable caption="Regions" columns={columns} rows={rows} id={(one) => one.code} />}
    />
  );
}
