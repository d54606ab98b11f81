import { useQuery } from "@tanstack/react-query";
import { decisionOf } from "@/adapters/decision";
import { get } from "@/api/client";
import { keys } from "./keys";

/** What a switch should do about a number now. */
export function useDecision(number: string) {
  return useQuery({
    queryKey: keys.decision(number),
    queryFn: async ({ signal }) =>
      decisionOf(await get("/api/decisions/{number}", { path: { number }, signal })),
    enabled: number !== "",
    refetchInterval: 5_000,
  });
}
