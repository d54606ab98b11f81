import { useSyncExternalStore } from "react";

/** Whether the worker answers, as the last question told. */
export interface Connection {
  /** Since when it does not, by the reader's clock; null while it does. */
  awaySince: number | null;
  /** When it answered last. */
  answeredAt: number | null;
}

let current: Connection = { awaySince: null, answeredAt: null };
const listeners = new Set<() => void>();

function change(next: Connection): void {
  current = next;
  for (const listener of listeners) listener();
}

export function answered(now = Date.now()): void {
  // Told to components only when it changes something they show.
  if (current.awaySince !== null) change({ awaySince: null, answeredAt: now });
  else current.answeredAt = now;
}

export function away(now = Date.now()): void {
  if (current.awaySince === null) change({ awaySince: now, answeredAt: current.answeredAt });
}

const EMPTY: Connection = { awaySince: null, answeredAt: null };

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => EMPTY,
  );
