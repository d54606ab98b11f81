"use client";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import { useLabelAdd } from "@/hooks/use-label-add";
import { LABEL_TYPES, type LabelType } from "./types";

const WORDS = { yes: "It commits fraud", no: "It does not commit fraud" } as const;

/** Say of a number whether it commits fraud, and which; the next training learns from it. */
export function LabelDialog({
  number: given,
  type: supposed,
  onClose,
}: {
  number?: string;
  /** What kind of fraud it is thought to be. */
  type?: string | null;
  onClose: () => void;
}) {
  const add = useLabelAdd();
  const say = useSay();
  const [number, setNumber] = useState(given ?? "");
  const [fraud, setFraud] = useState<keyof typeof WORDS>("yes");
  const [type, setType] = useState<LabelType | null>(LABEL_TYPES.find((one) => one === supposed) ?? null);
  const done = (by: string, reason: string) =>
    add.mutate(
      {
        number: number.trim(),
        fraud: fraud === "yes",
        fraud_type: fraud === "yes" ? type : null,
        by,
        reason,
      },
      {
        onSuccess: (label) => {
          say(`${label.number}: ${label.fraud ? "commits fraud" : "does not commit fraud"}.`);
          onClose();
        },
      },
    );
  return (
    <Dialog title="Say whether a number commits fraud" onClose={onClose}>
      <p className="mb-3 text-muted">
        The next training of the model learns from it. No verdict changes by it: the lists do that. What was
        said of the number before is replaced.
      </p>
      <WhoAndWhy action="Say so" busy={add.isPending} error={add.error} onDone={done}>
        <label className="block font-medium">
          Number
          <input
            className="field num mt-1 block w-full font-normal"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            required
            readOnly={given !== undefined}
            inputMode="tel"
            data-first={given === undefined || undefined}
          />
        </label>
        <fieldset>
          <legend className="mb-1 font-medium">Your judgement</legend>
          <div className="flex flex-wrap gap-x-5">
            {(Object.keys(WORDS) as (keyof typeof WORDS)[]).map((one) => (
              <label key={one} className="inline-flex min-h-6 items-center gap-1.5">
                <input
                  type="radio"
                  name="fraud"
                  className="size-4 accent-accent"
                  checked={fraud === one}
                  onChange={() => setFraud(one)}
                />
                {WORDS[one]}
              </label>
            ))}
          </div>
        </fieldset>
        {fraud === "yes" && (
          <Select
            label="Type of fraud"
            value={type ?? ""}
            onChange={(next) => setType(LABEL_TYPES.find((one) => one === next) ?? null)}
            options={[["", "not known"], ...LABEL_TYPES.map((one) => [one, one] as const)]}
          />
        )}
      </WhoAndWhy>
    </Dialog>
  );
}
