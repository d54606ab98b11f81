/** Spans of time that something can be silenced for, in hours. */
export const SPANS: [number, string][] = [
  [1, "1 hour"],
  [4, "4 hours"],
  [8, "8 hours (a shift)"],
  [24, "24 hours"],
  [168, "7 days"],
];

/** A moment so many hours after another, RFC 3339. */
export const hoursAfter = (hours: number, from: number): string =>
  new Date(from + hours * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
