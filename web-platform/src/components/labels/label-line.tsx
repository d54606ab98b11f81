"use client";
import { Time } from "@/components/ui/time";
import { useLabel } from "@/hooks/use-label";
import { FraudBadge, Source } from "./columns";

/** What was said of a number last, on its page; nothing when nobody has said anything. */
export function LabelLine({ number }: { number: string }) {
  const { data: label } = useLabel(number);
  if (!label) return null;
  return (
    <p className="rounded-lg border bg-panel px-3 py-2" data-label>
      <FraudBadge fraud={label.fraud} /> {label.type && `${label.type}, `}
      as {label.by} said on <Time at={label.at} /> (<Source label={label} />)
      {label.reason && `: ${label.reason}`}
    </p>
  );
}
