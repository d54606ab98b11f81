import type { Metadata } from "next";
import Link from "next/link";
import { LiveCounter } from "@/components/overview/live-counter";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = {
  title: { absolute: "Ringfence: telephone fraud, named while the calls are made" },
};

const PROMISES = [
  [
    "Early",
    "A number is judged at every call that it places, the moment its record arrives, not after the first complaint.",
  ],
  [
    "Rarely wrong",
    "A rate of false flags that is measured and published; lists beat every score; every verdict says why.",
  ],
  [
    "Exact",
    "A crash at any point changes no count and no verdict. Every figure here is computed from the stream.",
  ],
] as const;

export default function Landing() {
  return (
    <div className="mx-auto max-w-4xl py-6 lg:py-12">
      <h1 className="text-3xl font-semibold tracking-tight text-balance lg:text-4xl">
        Telephone fraud, named while the calls are being made
      </h1>
      <p className="mt-3 max-w-prose text-base text-muted">
        Ringfence reads call records from Kafka, keeps a profile of every number, judges every call, groups
        suspects into campaigns, and says why in plain sentences.
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Link href="/overview/" className={buttonClass("main")}>
          Open the overview
        </Link>
        <Link href="/alerts/" className={buttonClass()}>
          Alert queue
        </Link>
        <Link href="/figures/" className={buttonClass("quiet")}>
          What the figures mean
        </Link>
      </div>
      <LiveCounter />
      <ul className="mt-8 grid gap-3 sm:grid-cols-3">
        {PROMISES.map(([title, text]) => (
          <li key={title} className="rounded-lg border bg-panel p-4">
            <h2 className="font-semibold">{title}</h2>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
