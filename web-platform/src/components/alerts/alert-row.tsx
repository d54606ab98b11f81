"use client";
import { SeverityBadge, StateBadge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import type { Alert } from "@/domain/types";
import { decimal } from "@/lib/format";

/** An alert in the queue. The whole row chooses it; the box is for bulk actions. */
export function AlertRow({
  alert,
  current,
  marked,
  onOpen,
  onMark,
}: {
  alert: Alert;
  current: boolean;
  marked: boolean;
  onOpen: () => void;
  /** Absent when the reader may not change alerts. */
  onMark?: (() => void) | undefined;
}) {
  return (
    <li
      className={cx("flex gap-2 border-b px-2 last:border-0", current ? "bg-accent-soft" : "hover:bg-raised")}
    >
      {onMark && (
        <input
          type="checkbox"
          checked={marked}
          onChange={onMark}
          aria-label={`Select ${alert.title}`}
          className="mt-3 size-4 shrink-0 accent-accent"
        />
      )}
      <button
        type="button"
        onClick={onOpen}
        aria-current={current ? "true" : undefined}
        data-alert={alert.id}
        className="min-w-0 flex-1 py-2 text-left"
      >
        <span className="flex items-start justify-between gap-2">
          <span className={cx("min-w-0 break-words", current && "font-semibold", "font-medium")}>
            {alert.title}
          </span>
          <span className="num shrink-0 text-xs text-muted">{alert.age}</span>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <SeverityBadge severity={alert.severity} />
          <StateBadge
            state={alert.snoozedUntil !== null && alert.state !== "closed" ? "snoozed" : alert.state}
          />
          <span className="num">risk {decimal(alert.risk)}</span>
          {alert.assignee && <span>{alert.assignee}</span>}
          {alert.reopened > 0 && <span>reopened</span>}
        </span>
      </button>
    </li>
  );
}
