import { useQuery } from "@tanstack/react-query";
import { campaignDetailOf } from "@/adapters/campaign";
import { get } from "@/api/client";
import { keys } from "./keys";

/** One campaign with members and history. */
export function useCampaign(id: string) {
  return useQuery({
    queryKey: keys.campaign(id),
    queryFn: async ({ signal }) =>
      campaignDetailOf(await get("/api/campaigns/{id}", { path: { id }, signal })),
    enabled: id !== "",
    refetchInterval: 5_000,
  });
}
