import { useQuery } from "@tanstack/react-query";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Shapes of the countries (world-atlas, 1:110 million), and ISO 3166 codes and names by the numbers that they use. */
export interface World {
  topology: Topology<{ countries: GeometryCollection<{ name: string }> }>;
  codes: Record<string, [code: string, name: string]>;
}

/** The map; fetched once, when it is shown. */
export function useWorld() {
  return useQuery({
    queryKey: ["world"],
    queryFn: async ({ signal }): Promise<World> => {
      const response = await fetch("/generated/world.json", { signal });
      if (!response.ok) throw new Error(`the map did not come: HTTP status ${response.status}`);
      return response.json();
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
