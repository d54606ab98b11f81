"use client";
import { useQueryState, useQueryStates } from "nuqs";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/panel";
import { Empty, Failure, Skeleton } from "@/components/ui/states";
import type { Alert } from "@/domain/types";
import { useAlert } from "@/hooks/use-alert";
import { useAlerts } from "@/hooks/use-alerts";
import { useMay } from "@/hooks/use-me";
import { count } from "@/lib/format";
import { useKeys } from "@/lib/use-keys";
import { AlertDetail } from "./alert-detail";
import { AlertRow } from "./alert-row";
import { type Change, ChangeDialog } from "./change-dialog";
import { FilterBar } from "./filter-bar";
import { FILTERS, SELECTED } from "./filters";
import { Views } from "./views";

const BULK: [Change, string][] = [
  ["acknowledge", "Acknowledge"],
  ["assign", "Assign"],
  ["snooze", "Snooze"],
  ["close", "Close"],
];

export function AlertQueue() {
  const [filter, setFilter] = useQueryStates(FILTERS);
  const [chosen, choose] = useQueryState("alert", SELECTED);
  const query = useAlerts(filter);
  const shown = useAlert(chosen);
  const may = useMay("work");
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ change: Change; alerts: Alert[] } | null>(null);
  const detail = useRef<HTMLElement>(null);

  const alerts = query.data?.pages.flatMap((page) => page.alerts) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const marked = alerts.filter((one) => marks.has(one.id));
  const at = alerts.findIndex((one) => one.id === chosen);
  const current = alerts[at];

  const mark = (id: string) => {
    const next = new Set(marks);
    if (!next.delete(id)) next.add(id);
    setMarks(next);
  };
  const move = (by: number) => {
    const next = alerts[Math.max(0, Math.min(alerts.length - 1, at < 0 ? 0 : at + by))];
    if (!next) return;
    choose(next.id);
    document.querySelector<HTMLElement>(`[data-alert="${CSS.escape(next.id)}"]`)?.focus();
  };
  const act = (change: Change) => {
    // What is shown may be none of the queue: a link leads to any alert.
    const about = marked.length ? marked : [shown.data ?? current].filter((one) => one !== undefined);
    const open = about.filter((one) => one.state !== "closed");
    if (may && open.length) setAsking({ change, alerts: open });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => may && current && mark(current.id),
    a: () => act("acknowledge"),
    c: () => act("close"),
    m: () => act("assign"),
    s: () => act("snooze"),
  });
  const open = (id: string) => {
    choose(id);
    if (matchMedia("(max-width: 1023px)").matches)
      requestAnimationFrame(() => detail.current?.scrollIntoView());
    detail.current?.focus({ preventScroll: true });
  };
  const list = () => {
    if (!query.data)
      return query.error ? (
        <Failure error={query.error} retry={() => query.refetch()} />
      ) : (
        <Skeleton lines={8} className="p-3" />
      );
    if (alerts.length === 0) {
      return (
        <Empty title="No alert here">
          <p>Alerts of this view appear by themselves.</p>
          <Button className="mt-2" onClick={() => setFilter(null)}>
            Show what is to do
          </Button>
        </Empty>
      );
    }
    return (
      <>
        <ul aria-label="Alerts">
          {alerts.map((one) => (
            <AlertRow
              key={one.id}
              alert={one}
              current={one.id === chosen}
              marked={marks.has(one.id)}
              onOpen={() => open(one.id)}
              onMark={may ? () => mark(one.id) : undefined}
            />
          ))}
        </ul>
        {query.hasNextPage && (
          <div className="p-2 text-center">
            <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              Older alerts
            </Button>
          </div>
        )}
      </>
    );
  };
  return (
    <div data-tour="queue">
      <PageHead
        title="Alerts"
        note={
          <span role="status">
            {total === null ? "Newest first" : `${count(total)} in this view, newest first`}
            <span className="hidden sm:inline">; press ? for the keys</span>
          </span>
        }
      />
      <Views />
      <FilterBar />
      {marked.length > 0 && (
        <div
          role="toolbar"
          aria-label="Bulk actions"
          className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-accent-soft px-3 py-2"
        >
          <span className="font-medium">{marked.length} selected</span>
          {BULK.map(([change, text]) => (
            <Button key={change} onClick={() => act(change)}>
              {text}
            </Button>
          ))}
          <Button kind="quiet" onClick={() => setMarks(new Set())}>
            Clear
          </Button>
        </div>
      )}
      <div className="grid gap-3 lg:grid-cols-[minmax(20rem,2fr)_3fr]">
        <section
          aria-label="Queue"
          className="min-w-0 self-start rounded-lg border bg-panel lg:max-h-[calc(100dvh-13rem)] lg:overflow-y-auto"
        >
          {list()}
        </section>
        <section
          ref={detail}
          tabIndex={-1}
          aria-label="Alert"
          className="min-w-0 self-start rounded-lg border bg-panel lg:max-h-[calc(100dvh-13rem)] lg:overflow-y-auto"
        >
          <AlertDetail id={chosen} onChange={(change, alert) => setAsking({ change, alerts: [alert] })} />
        </section>
      </div>
      {asking && (
        <ChangeDialog
          {...asking}
          onClose={() => {
            setAsking(null);
            setMarks(new Set());
          }}
        />
      )}
    </div>
  );
}
