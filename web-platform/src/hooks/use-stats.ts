import { useQuery } from "@tanstack/react-query";
import { statsOf } from "@/adapters/stats";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Figures of the whole job. The live stream keeps them fresh; asking is for the start and for when the stream is away. */
export function useStats() {
  return useQuery({
    queryKey: keys.stats,
    queryFn: async ({ signal }) => statsOf(await get("/api/stats", { signal })),
    refetchInterval: 15_000,
  });
}
