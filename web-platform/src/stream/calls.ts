import type { Call } from "@/domain/types";
import { Ring } from "@/lib/rings";

export interface Calls {
  /** Newest first. */
  shown: readonly Call[];
  /** Calls scored a second by all workers together, over the last few seconds; null until two messages came. */
  rate: number | null;
}

/** Calls kept at most, whatever comes: the page's memory does not grow. */
export const KEPT = 300;

/** Milliseconds in which messages are gathered before the page is drawn again: nobody reads faster. */
const PAUSE = 250;

/** Seconds over which the rate is taken. */
const WINDOW = 5;

/** The calls of the live stream, outside of React: the page is drawn four times a second at most, whatever comes. */
export class CallStore {
  private ring = new Ring<Call>(KEPT);
  private totals: { at: number; calls: number }[] = [];
  private current: Calls = { shown: [], rate: null };
  private snapped: Calls = this.current;
  private listeners = new Set<() => void>();
  private told: ReturnType<typeof setTimeout> | undefined;

  /** Take in a message: its calls, the total number of calls that it told, and when it came (ms). */
  add(calls: readonly Call[], total: number | null, now: number): void {
    this.ring.add(calls);
    if (total !== null) {
      this.totals.push({ at: now, calls: total });
      this.totals = this.totals.filter((one) => now - one.at <= WINDOW * 1000);
    }
    const [first, last] = [this.totals[0], this.totals.at(-1)];
    const seconds = first && last ? (last.at - first.at) / 1000 : 0;
    const rate = first && last && seconds > 0 ? Math.max(0, (last.calls - first.calls) / seconds) : null;
    this.current = { shown: this.ring.all, rate };
    this.told ??= setTimeout(() => this.tell(), PAUSE);
  }

  private tell(): void {
    this.told = undefined;
    this.snapped = this.current;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): Calls => this.snapped;
}
