import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { keys } from "./keys";

export interface Pause {
  id: string;
  by: string;
  reason: string;
  /** Until when its alert stays silent, RFC 3339; null ends a pause. */
  until: string | null;
}

/** Pause a campaign, or resume it. */
export function useCampaignPause() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, by, reason, until }: Pause) =>
      until === null
        ? ask("post", "/api/campaigns/{id}/resume", { path: { id }, body: { by, reason } })
        : ask("post", "/api/campaigns/{id}/pause", { path: { id }, body: { by, reason, until } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.campaigns }),
  });
}
