import type { Metadata } from "next";
import { Suspense } from "react";
import { CampaignPage } from "@/components/campaigns/campaign-page";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Campaign" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <CampaignPage />
    </Suspense>
  );
}
