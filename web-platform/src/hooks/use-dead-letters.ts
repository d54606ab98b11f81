import { useQuery } from "@tanstack/react-query";
import { deadLettersOf } from "@/adapters/dead-letters";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Records that were no calls, by reason, with the latest of them. */
export function useDeadLetters(limit = 20) {
  return useQuery({
    queryKey: [...keys.deadLetters, limit],
    queryFn: async ({ signal }) =>
      deadLettersOf(await get("/api/dead-letters", { query: { limit }, signal })),
    refetchInterval: 15_000,
  });
}
