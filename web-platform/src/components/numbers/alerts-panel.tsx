"use client";
import Link from "next/link";
import { SeverityBadge, StateBadge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { NumberPage } from "@/domain/types";

/** The alerts about the number; nothing when there is none. */
export function AlertsPanel({ page }: { page: NumberPage }) {
  if (page.alerts.length === 0) return null;
  return (
    <Panel title="Alerts">
      <ul className="divide-y">
        {page.alerts.map((alert) => (
          <li key={alert.id} className="flex flex-wrap items-center justify-between gap-2 py-1.5">
            <Link href={`/alerts/?alert=${encodeURIComponent(alert.id)}`} className="link min-w-0">
              {alert.title}
            </Link>
            <span className="flex gap-1">
              <SeverityBadge severity={alert.severity} />
              <StateBadge state={alert.state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
