import { useQuery } from "@tanstack/react-query";
import { alertOf } from "@/adapters/alert";
import { get } from "@/api/client";
import type { Alert } from "@/domain/types";
import { keys } from "./keys";

/** Closed alerts that are looked at: as many as the API gives in one answer. */
const LATEST = 500;

export interface Outcomes {
  closed: number;
  wrong: number;
}

/** By rule: closed alerts in which it fired, and those of them that were false positives. */
export function outcomesOf(alerts: Alert[]): Map<string, Outcomes> {
  const found = new Map<string, Outcomes>();
  for (const alert of alerts) {
    if (alert.outcome !== "confirmed_fraud" && alert.outcome !== "false_positive") continue;
    for (const rule of alert.rules) {
      const one = found.get(rule) ?? { closed: 0, wrong: 0 };
      one.closed++;
      if (alert.outcome === "false_positive") one.wrong++;
      found.set(rule, one);
    }
  }
  return found;
}

/** What analysts made of the alerts in which each rule fired. */
export function useRuleOutcomes() {
  return useQuery({
    queryKey: [...keys.alerts, "outcomes"],
    queryFn: async ({ signal }) =>
      outcomesOf(
        (await get("/api/alerts", { query: { state: "closed", limit: LATEST }, signal })).map(alertOf),
      ),
    refetchInterval: 30_000,
  });
}
