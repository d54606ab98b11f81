"use client";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import type { Campaign } from "@/domain/types";
import { useCampaignPause } from "@/hooks/use-campaign-pause";
import { useStats } from "@/hooks/use-stats";
import { hoursAfter, SPANS } from "@/lib/until";

/** Pause a campaign, or resume it: who, why, and for how long of the stream's time. */
export function PauseDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const pause = useCampaignPause();
  const now = useStats().data?.streamTime ?? campaign.updatedAt;
  const [hours, setHours] = useState("8");
  const say = useSay();
  const paused = campaign.pausedUntil !== null;
  const done = (by: string, reason: string) =>
    pause.mutate(
      { id: campaign.id, by, reason, until: paused ? null : hoursAfter(Number(hours), now) },
      {
        onSuccess: () => {
          say(paused ? "The campaign is no longer paused." : "The campaign is paused.");
          onClose();
        },
      },
    );
  return (
    <Dialog title={`${paused ? "Resume" : "Pause"} ${campaign.name}`} onClose={onClose}>
      <p className="mb-3 text-muted">
        {paused
          ? "Its alert speaks up again from now on."
          : "Its alert is quiet for so long of the stream's time. Calls are still judged, counted and shown."}
      </p>
      <WhoAndWhy
        action={paused ? "Resume" : "Pause"}
        busy={pause.isPending}
        error={pause.error}
        onDone={done}
      >
        {!paused && (
          <Select
            label="For"
            value={hours}
            onChange={setHours}
            options={SPANS.map(([span, text]) => [String(span), text] as const)}
          />
        )}
      </WhoAndWhy>
    </Dialog>
  );
}
