/** The threat index in a word, so that its colour is never the only sign; the limits are those of docs/figures.md. */
export function threatLevel(index: number | null): "no calls" | "calm" | "raised" | "high" | "severe" {
  if (index === null) return "no calls";
  if (index < 25) return "calm";
  if (index < 50) return "raised";
  return index < 75 ? "high" : "severe";
}
