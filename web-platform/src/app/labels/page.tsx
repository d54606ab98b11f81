import type { Metadata } from "next";
import { Suspense } from "react";
import { LabelList } from "@/components/labels/label-list";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Labels" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <LabelList />
    </Suspense>
  );
}
