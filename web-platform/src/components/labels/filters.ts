import { parseAsString } from "nuqs";
import type { Label } from "@/domain/types";

/** What the list of labels shows, as it stands in the address. */
export const FILTERS = {
  q: parseAsString.withDefault(""),
  fraud: parseAsString.withDefault(""),
  from: parseAsString.withDefault(""),
  sort: parseAsString.withDefault("-at"),
};

export interface LabelFilter {
  q: string;
  /** "yes", "no", or "" for either. */
  fraud: string;
  /** "alert", "hand", or "" for either. */
  from: string;
}

/** Whether a label passes the filters; the search looks at number, type, person and reason. */
export function passes(one: Label, { q, fraud, from }: LabelFilter): boolean {
  const text = [one.number, one.type, one.by, one.reason].join(" ").toLowerCase();
  return (
    (!fraud || one.fraud === (fraud === "yes")) &&
    (!from || (one.alertId !== null) === (from === "alert")) &&
    text.includes(q.toLowerCase())
  );
}
