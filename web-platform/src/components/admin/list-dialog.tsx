"use client";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import { useListChange } from "@/hooks/use-list-change";
import { useStats } from "@/hooks/use-stats";
import { hoursAfter, SPANS } from "@/lib/until";

const TITLE = { allow: "Put on the allow list", block: "Put on the block list" };
const EFFECT = {
  allow: "It is never flagged again, whatever it does.",
  block: "It is DANGEROUS from its next call on, whatever it does.",
};

/** Put a number or a block of a hundred numbers on a list. */
export function ListDialog({
  list,
  entry: given,
  onClose,
}: {
  list: "allow" | "block";
  entry?: string;
  onClose: () => void;
}) {
  const change = useListChange();
  const now = useStats().data?.streamTime ?? null;
  const [entry, setEntry] = useState(given ?? "");
  const [hours, setHours] = useState("");
  const say = useSay();
  const done = (by: string, reason: string) =>
    change.mutate(
      {
        action: "add",
        list,
        entry: entry.trim(),
        by,
        reason,
        expiresAt: hours && now !== null ? hoursAfter(Number(hours), now) : null,
      },
      {
        onSuccess: () => {
          say(`${entry} is on the ${list} list.`);
          onClose();
        },
      },
    );
  return (
    <Dialog title={TITLE[list]} onClose={onClose}>
      <p className="mb-3 text-muted">{EFFECT[list]}</p>
      <WhoAndWhy
        action={TITLE[list]}
        danger={list === "block"}
        busy={change.isPending}
        error={change.error}
        onDone={done}
      >
        <label className="block font-medium">
          Number, or a block such as +467012345xx
          <input
            className="field num mt-1 block w-full font-normal"
            value={entry}
            onChange={(event) => setEntry(event.target.value)}
            required
            data-first
          />
        </label>
        {now !== null && (
          <Select
            label="Ends after (of the stream's time)"
            value={hours}
            onChange={setHours}
            options={[["", "never"], ...SPANS.map(([span, text]) => [String(span), text] as const)]}
          />
        )}
      </WhoAndWhy>
    </Dialog>
  );
}
