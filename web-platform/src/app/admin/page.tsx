import type { Metadata } from "next";
import { Suspense } from "react";
import { Admin } from "@/components/admin/admin";
import { Skeleton } from "@/components/ui/states";

export const metadata: Metadata = { title: "Operation" };

export default function Page() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <Admin />
    </Suspense>
  );
}
