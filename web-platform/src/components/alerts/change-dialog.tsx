"use client";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import type { Alert } from "@/domain/types";
import { type Edit, useAlertChange } from "@/hooks/use-alert-change";
import { useStats } from "@/hooks/use-stats";
import { hoursAfter, SPANS } from "@/lib/until";
import { useName } from "@/lib/use-name";
import { OUTCOMES, type Outcome } from "./filters";

export type Change = "acknowledge" | "close" | "reopen" | "assign" | "snooze" | "wake" | "comment";

const TITLES: Record<Change, string> = {
  acknowledge: "Acknowledge",
  close: "Close",
  reopen: "Reopen",
  assign: "Assign",
  snooze: "Snooze",
  wake: "End the snooze of",
  comment: "Comment on",
};

/** What is done to the chosen alerts: asks for what the action needs, sends it, and says what became of it. */
export function ChangeDialog({
  change,
  alerts,
  onClose,
}: {
  change: Change;
  alerts: Alert[];
  onClose: () => void;
}) {
  const send = useAlertChange();
  const say = useSay();
  const [name] = useName();
  const now = useStats().data?.streamTime ?? Math.max(...alerts.map((one) => one.updatedAt));
  const [outcome, setOutcome] = useState<Outcome>(OUTCOMES[0][0]);
  const [hours, setHours] = useState("8");
  const [assignee, setAssignee] = useState(name);
  const title = `${TITLES[change]} ${alerts.length === 1 ? alerts[0]?.title : `${alerts.length} alerts`}`;
  const asked = (by: string, reason: string): Edit => {
    switch (change) {
      case "acknowledge":
        return { by, state: "acknowledged", ...(reason ? { comment: reason } : {}) };
      case "close":
        return { by, state: "closed", outcome, reason };
      case "reopen":
        return { by, state: "open", comment: reason };
      case "assign":
        return { by, assignee: assignee.trim() || null, ...(reason ? { comment: reason } : {}) };
      case "snooze":
        return { by, snoozed_until: hoursAfter(Number(hours), now), comment: reason };
      case "wake":
        return { by, snoozed_until: null, ...(reason ? { comment: reason } : {}) };
      default:
        return { by, comment: reason };
    }
  };
  const done = (by: string, reason: string) =>
    send.mutate(
      { alerts: alerts.map(({ id, version }) => ({ id, version })), change: asked(by, reason) },
      {
        onSuccess: ({ done: good, failed }) => {
          say(
            failed.length === 0
              ? `${TITLES[change]}: done.`
              : `${good} done, ${failed.length} not: ${failed[0]?.detail ?? ""}`,
          );
          onClose();
        },
      },
    );
  return (
    <Dialog title={title} onClose={onClose}>
      <WhoAndWhy
        action={TITLES[change].split(" ")[0] ?? ""}
        busy={send.isPending}
        error={send.error}
        reasonNeeded={
          change === "close" || change === "comment" || change === "reopen" || change === "snooze"
        }
        onDone={done}
      >
        {change === "close" && (
          <Select
            label="Outcome"
            value={outcome}
            onChange={(next) => setOutcome(OUTCOMES.find(([key]) => key === next)?.[0] ?? outcome)}
            options={OUTCOMES}
          />
        )}
        {change === "snooze" && (
          <Select
            label="For (of the stream's time)"
            value={hours}
            onChange={setHours}
            options={SPANS.map(([span, text]) => [String(span), text] as const)}
          />
        )}
        {change === "assign" && (
          <label className="block font-medium">
            Assign to (empty: nobody)
            <input
              className="field mt-1 block w-full font-normal"
              value={assignee}
              maxLength={80}
              onChange={(event) => setAssignee(event.target.value)}
            />
          </label>
        )}
      </WhoAndWhy>
    </Dialog>
  );
}
