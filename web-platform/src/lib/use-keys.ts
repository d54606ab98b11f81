import { useEffect, useRef } from "react";
import { useStored } from "./stored";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** Whether single keys do things; people who dictate to their computer want them off (WCAG 2.1.4). */
export function useShortcuts(): [boolean, (on: boolean) => void] {
  const [value, set] = useStored("shortcuts", "on");
  return [value === "on", (on) => set(on ? "on" : "off")];
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Single keys of a page: never while somebody types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const [on] = useShortcuts();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector("dialog[open]")) return;
      const act = latest.current[event.key];
      if (act) {
        event.preventDefault();
        act(event);
      }
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [on]);
}
