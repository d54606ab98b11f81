"use client";
import type { ReactNode } from "react";
import type { FigureId } from "@/generated/figure-id";
import { Info } from "./info";

export interface FigureProps {
  label: string;
  value: string;
  /** The whole value where `value` is shortened; what is copied. */
  exact?: string;
  unit?: string;
  range: ReactNode;
  of: FigureId;
  note?: ReactNode;
  children?: ReactNode;
}

/** One figure: its name, its value, its unit, the time that it is about, and what it means. */
export function Figure({ label, value, exact, unit, range, of, note, children }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border bg-panel px-3 py-2">
      <div className="flex items-center justify-between gap-1">
        <span className="truncate text-xs font-medium text-muted">{label}</span>
        <Info of={of}>{note}</Info>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="num text-2xl font-semibold tracking-tight" data-value={of} title={exact}>
          {value}
        </span>
        {unit && (
          <span className="text-xs text-muted" data-fixed>
            {unit}
          </span>
        )}
      </div>
      <div className="text-xs text-muted" data-fixed>
        {range}
      </div>
      {children}
    </div>
  );
}
