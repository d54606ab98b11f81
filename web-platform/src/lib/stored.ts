import { useCallback, useSyncExternalStore } from "react";

/** A text that this browser remembers; the same in all tabs and components. Where storage is refused it lives with the page. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

export function useStored(name: string, otherwise: string): [string, (value: string) => void] {
  const key = `ringfence.${name}`;
  const value = useSyncExternalStore(
    subscribe,
    () => read(key) ?? otherwise,
    () => otherwise,
  );
  const set = useCallback(
    (next: string) => {
      memory.set(key, next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // Kept in memory only.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [value, set];
}
