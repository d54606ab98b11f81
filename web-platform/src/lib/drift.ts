/** A population stability index in a word, by the customary limits. */
export function driftWord(index: number): ["stable" | "moving" | "drifted", "ok" | "warn" | "danger"] {
  if (index < 0.1) return ["stable", "ok"];
  return index < 0.25 ? ["moving", "warn"] : ["drifted", "danger"];
}
