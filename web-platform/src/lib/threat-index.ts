import type { Minute } from "@/domain/types";

/** What false flags alone may make of normal callers: 1 in 10,000. */
const QUIET = 1e-4;

/**
 * How much of the traffic comes from flagged numbers, 0-100 on a logarithmic scale: 0 up to 1 call in 10,000, and 25 more
 * for ten times as many. Null when there were no calls. Defined in docs/figures.md as `threat_index`.
 */
export function threatIndex(minutes: Minute[]): number | null {
  const calls = minutes.reduce((sum, one) => sum + one.calls, 0);
  if (calls === 0) return null;
  const share = minutes.reduce((sum, one) => sum + one.suspicious, 0) / calls;
  return share <= QUIET ? 0 : Math.min(100, 25 * Math.log10(share / QUIET));
}

/** The index in a word, so that its colour is never the only sign. */
export function threatLevel(index: number | null): "none" | "calm" | "raised" | "high" | "severe" {
  if (index === null) return "none";
  if (index < 25) return "calm";
  if (index < 50) return "raised";
  return index < 75 ? "high" : "severe";
}
