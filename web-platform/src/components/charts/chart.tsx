"use client";
import { Table2, TrendingUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

/** A panel with a chart and, one press away, the same as a table. */
export function ChartPanel({
  title,
  note,
  summary,
  chart,
  table,
  tour,
  actions,
  height = "h-64",
}: {
  title: ReactNode;
  note?: ReactNode;
  /** What the chart shows in a sentence, for those who do not see it. */
  summary: string;
  chart: ReactNode;
  table: ReactNode;
  tour?: string;
  actions?: ReactNode;
  height?: string;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={title}
      note={note}
      tour={tour}
      actions={
        <>
          {!asTable && actions}
          <Button kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? <TrendingUp size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
            {asTable ? "Chart" : "Table"}
          </Button>
        </>
      }
    >
      {asTable ? (
        <div className="max-h-72 overflow-y-auto">{table}</div>
      ) : (
        <figure className={height} aria-label={summary}>
          {chart}
        </figure>
      )}
    </Panel>
  );
}
