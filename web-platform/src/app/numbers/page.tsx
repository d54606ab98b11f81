import type { Metadata } from "next";
import { Suspense } from "react";
import { NumberView } from "@/components/numbers/number-view";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Numbers" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <NumberView />
    </Suspense>
  );
}
