"use client";
import { DASH } from "@/lib/format";
import { clock, full, minute } from "@/lib/time";
import { useZone } from "@/lib/use-zone";

const FORMATS = { full, clock, minute };

/** A moment in the reader's zone; the whole of it on hover. */
export function Time({ at, as = "full" }: { at: number | null | undefined; as?: keyof typeof FORMATS }) {
  const [zone] = useZone();
  if (at == null) return <span>{DASH}</span>;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${full(at, "UTC")} UTC`}
      className="num whitespace-nowrap"
    >
      {FORMATS[as](at, zone)}
    </time>
  );
}
