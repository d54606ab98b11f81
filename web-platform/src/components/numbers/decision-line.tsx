"use client";
import { Time } from "@/components/ui/time";
import { useDecision } from "@/hooks/use-decision";

const ACTIONS = { allow: "let it call", block: "block it", report: "report it, not block it" } as const;

/** What a switch should do about it, as the decisions' topic and API tell. */
export function DecisionLine({ number }: { number: string }) {
  const { data } = useDecision(number);
  if (!data || data.action === "none") return null;
  return (
    <p className="rounded-lg border bg-panel px-3 py-2">
      A switch should <strong>{ACTIONS[data.action]}</strong>: {data.reason}
      {data.validUntil !== null && (
        <>
          {" "}
          (until <Time at={data.validUntil} />)
        </>
      )}
    </p>
  );
}
