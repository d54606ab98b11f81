import type { Metadata } from "next";
import { Suspense } from "react";
import { Overview } from "@/components/overview/overview";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Overview" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <Overview />
    </Suspense>
  );
}
