import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertQueue } from "@/components/alerts/alert-queue";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Alerts" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <AlertQueue />
    </Suspense>
  );
}
