import type { Metadata } from "next";
import { Suspense } from "react";
import { Explain } from "@/components/explain/explain";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Model and rules" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <Explain />
    </Suspense>
  );
}
