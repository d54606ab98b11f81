import type { Metadata } from "next";
import { Suspense } from "react";
import { CampaignList } from "@/components/campaigns/campaign-list";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Campaigns" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <CampaignList />
    </Suspense>
  );
}
