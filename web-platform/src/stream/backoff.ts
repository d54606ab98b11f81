/** Milliseconds before the next attempt: 1 s, doubled each time up to 30 s, and up to a quarter more by chance. */
export function backoff(attempt: number, chance = Math.random()): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (1 + chance / 4);
}
