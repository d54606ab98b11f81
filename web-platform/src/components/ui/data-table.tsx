"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { FigureId } from "@/generated/figure-id";
import { cx } from "./cx";
import { Info } from "./info";
import { Scroll } from "./scroll";

export interface Column<T> {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** What to sort by; a column without it cannot be sorted. */
  sort?: (row: T) => number | string;
  right?: boolean;
  figure?: FigureId;
  className?: string;
}

export interface Sorting {
  key: string;
  down: boolean;
}

/** "-risk" is by risk, the highest first. */
export const sortingOf = (text: string): Sorting => ({
  key: text.replace(/^-/, ""),
  down: text.startsWith("-"),
});

export function sorted<T>(rows: readonly T[], columns: Column<T>[], by: Sorting): T[] {
  const value = columns.find((column) => column.key === by.key)?.sort;
  if (!value) return [...rows];
  const way = by.down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    return left < right ? -way : left > right ? way : 0;
  });
}

/** A table that scrolls sideways inside its panel when there is no room. */
export function DataTable<T>({
  caption,
  columns,
  rows,
  id,
  sorting,
  onSort,
  className,
}: {
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  id: (row: T) => string;
  sorting?: Sorting;
  onSort?: (text: string) => void;
  className?: string;
}) {
  return (
    <Scroll label={caption} className={className}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b text-xs text-muted">
            {columns.map((column) => {
              const here = sorting?.key === column.key;
              const next = here && sorting.down ? column.key : `-${column.key}`;
              const Arrow = sorting?.down ? ArrowDown : ArrowUp;
              return (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={here ? (sorting.down ? "descending" : "ascending") : undefined}
                  className={cx(
                    "px-2 py-1 font-medium whitespace-nowrap",
                    column.right && "text-right",
                    column.className,
                  )}
                >
                  <span className={cx("inline-flex items-center gap-1", column.right && "flex-row-reverse")}>
                    {column.sort && onSort ? (
                      <button
                        type="button"
                        className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
                        onClick={() => onSort(next)}
                      >
                        {column.title}
                        {here && <Arrow size={12} aria-hidden />}
                      </button>
                    ) : (
                      column.title
                    )}
                    {column.figure && <Info of={column.figure} />}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)} className="border-b last:border-0 hover:bg-raised">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cx("px-2 py-1 align-top", column.right && "num text-right", column.className)}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
