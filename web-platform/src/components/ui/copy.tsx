"use client";
import { Check, Copy as CopyIcon } from "lucide-react";
import { useState } from "react";

/** Puts a text on the clipboard, and says so. */
export function Copy({
  text,
  what = "Copy",
  label = `${what} ${text}`,
}: {
  text: string;
  what?: string;
  /** What a screen reader says, when the text itself must not be said aloud. */
  label?: string;
}) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 1500);
    } catch {
      // A browser that refuses leaves the text to be selected by hand.
    }
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={done ? "Copied" : label}
      title={done ? "Copied" : what}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-ink"
    >
      {done ? <Check size={13} aria-hidden /> : <CopyIcon size={13} aria-hidden />}
    </button>
  );
}
