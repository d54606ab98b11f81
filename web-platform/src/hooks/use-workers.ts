import { useQuery } from "@tanstack/react-query";
import { workersOf } from "@/adapters/workers";
import { get } from "@/api/client";
import { keys } from "./keys";

/** All workers, their partitions, and how far they are behind. */
export function useWorkers() {
  return useQuery({
    queryKey: keys.workers,
    queryFn: async ({ signal }) => workersOf(await get("/api/workers", { signal })),
    refetchInterval: 5_000,
  });
}
