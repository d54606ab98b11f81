import { useQuery } from "@tanstack/react-query";
import { healthOf } from "@/adapters/health";
import { get } from "@/api/client";
import { ApiError } from "@/api/problem";
import { keys } from "./keys";

/** Whether the worker that serves this page can be relied on. Not ready (503) is an answer, not an error. */
export function useHealth() {
  return useQuery({
    queryKey: keys.health,
    queryFn: async ({ signal }) => {
      try {
        return healthOf(await get("/readyz", { signal }));
      } catch (error) {
        if (error instanceof ApiError && error.kind === "not-ready") return healthOf(error.body as never);
        throw error;
      }
    },
    refetchInterval: 5_000,
  });
}
