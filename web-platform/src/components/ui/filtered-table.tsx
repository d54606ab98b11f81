"use client";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { DataTable } from "./data-table";
import { Empty, Loaded, Skeleton } from "./states";

/** The table of a page with filters: while it loads, when there is nothing at all, and when nothing passes. */
export function FilteredTable<T>({
  query,
  found,
  none,
  nonePasses,
  onClear,
  ...table
}: ComponentProps<typeof DataTable<T>> & {
  query: ComponentProps<typeof Loaded>["query"];
  /** How many rows there are before the filters. */
  found: number;
  /** What to say when there are none. */
  none: { title: string; text: ReactNode };
  nonePasses: string;
  onClear: () => void;
}) {
  return (
    <div className="rounded-lg border bg-panel p-1">
      <Loaded query={query} skeleton={<Skeleton lines={8} className="p-2" />}>
        {() =>
          table.rows.length > 0 ? (
            <DataTable {...table} />
          ) : found > 0 ? (
            <Empty title={nonePasses}>
              <Button onClick={onClear}>Clear the filters</Button>
            </Empty>
          ) : (
            <Empty title={none.title}>{none.text}</Empty>
          )
        }
      </Loaded>
    </div>
  );
}
