import { useQuery } from "@tanstack/react-query";
import { regionOf } from "@/adapters/region";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Suspects, victims and campaigns by country. */
export function useRegions() {
  return useQuery({
    queryKey: keys.regions,
    queryFn: async ({ signal }) => (await get("/api/regions", { signal })).map(regionOf),
    refetchInterval: 10_000,
  });
}
