"use client";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import { DASH, decimal, duration } from "@/lib/format";

/** The suspicious calls that are kept of the number; nothing when the answer has none. */
export function EvidencePanel({ page }: { page: NumberPage }) {
  if (page.evidence === null) return null;
  return (
    <Panel title="Evidence" note="Its latest suspicious calls, newest first; kept for two days of silence">
      {page.evidence.length === 0 ? (
        <Empty title="No suspicious call is kept">
          Calls are kept from the one on at which a number is SUSPICIOUS.
        </Empty>
      ) : (
        <DataTable
          className="max-h-96"
          caption="Suspicious calls"
          rows={page.evidence}
          id={(call) => `${call.at}/${call.callee}`}
          columns={[
            { key: "at", title: "Ended", cell: (call) => <Time at={call.at} /> },
            { key: "callee", title: "Called", cell: (call) => <Phone number={call.callee} copy={false} /> },
            {
              key: "seconds",
              title: "Talk",
              right: true,
              cell: (call) => (call.answered ? duration(call.seconds) : "not answered"),
            },
            { key: "risk", title: "Risk", right: true, cell: (call) => decimal(call.risk) },
            { key: "type", title: "Type", cell: (call) => call.type ?? DASH },
          ]}
        />
      )}
    </Panel>
  );
}
