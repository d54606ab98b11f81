import type { Metadata } from "next";
import { Suspense } from "react";
import { LiveCalls } from "@/components/stream/live-calls";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Live calls" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <LiveCalls />
    </Suspense>
  );
}
