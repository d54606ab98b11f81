import { useQuery } from "@tanstack/react-query";
import { rulesOf } from "@/adapters/rules";
import { get } from "@/api/client";
import { keys } from "./keys";

/** The rules in effect on this worker. */
export function useRules() {
  return useQuery({
    queryKey: keys.rules,
    queryFn: async ({ signal }) => rulesOf(await get("/api/rules", { signal })),
    refetchInterval: 10_000,
  });
}
