import { useQuery } from "@tanstack/react-query";
import { campaignOf } from "@/adapters/campaign";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Campaigns with a suspicious call in the last 24 hours of stream time, the gravest first. */
export function useCampaigns() {
  return useQuery({
    queryKey: keys.campaigns,
    queryFn: async ({ signal }) => (await get("/api/campaigns", { signal })).map(campaignOf),
    refetchInterval: 5_000,
  });
}
