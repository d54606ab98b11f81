import { useQuery } from "@tanstack/react-query";
import { graphOf } from "@/adapters/graph";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Who of a campaign called whom; drawn anew only when asked, since a graph that moves cannot be read. */
export function useCampaignGraph(id: string, nodes: number) {
  return useQuery({
    queryKey: keys.graph(id, nodes),
    queryFn: async ({ signal }) =>
      graphOf(await get("/api/campaigns/{id}/graph", { path: { id }, query: { nodes }, signal })),
    enabled: id !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
}
