import { parseAsArrayOf, parseAsString } from "nuqs";

/** What the queue shows, as it stands in the address. */
export const FILTERS = {
  q: parseAsString.withDefault(""),
  severity: parseAsArrayOf(parseAsString).withDefault([]),
  state: parseAsArrayOf(parseAsString).withDefault(["open", "acknowledged"]),
  type: parseAsString.withDefault(""),
  assignee: parseAsString.withDefault(""),
  campaign: parseAsString.withDefault(""),
};

export const SELECTED = parseAsString.withDefault("");

export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export const STATES = ["open", "acknowledged", "snoozed", "closed"] as const;

export const OUTCOMES = [
  ["confirmed_fraud", "Confirmed fraud"],
  ["false_positive", "False positive"],
  ["duplicate", "Duplicate"],
  ["no_action", "No action needed"],
] as const;

export type Outcome = (typeof OUTCOMES)[number][0];

export const outcomeText = (outcome: string | null): string =>
  OUTCOMES.find(([key]) => key === outcome)?.[1] ?? outcome ?? "";

/** A view by name: the part of the address behind the question mark. */
export interface View {
  name: string;
  search: string;
}

export const BUILT_IN: View[] = [
  { name: "To do", search: "" },
  { name: "Critical, open", search: "severity=CRITICAL&state=open" },
  { name: "Snoozed", search: "state=snoozed" },
  { name: "Closed", search: "state=closed" },
];

/** Views from what the browser remembers; whatever is not a list of views is none. */
export function viewsOf(text: string): View[] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found)
      ? found.filter((one): one is View => typeof one?.name === "string" && typeof one?.search === "string")
      : [];
  } catch {
    return [];
  }
}
