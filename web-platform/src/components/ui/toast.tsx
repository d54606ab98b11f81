"use client";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";

const Say = createContext<(text: string) => void>(() => {});

/** Tell the reader what was just done; screen readers say it aloud. */
export const useSay = () => useContext(Say);

export function Toasts({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((next: string) => {
    clearTimeout(timer.current);
    setText(next);
    timer.current = setTimeout(() => setText(""), 6000);
  }, []);
  return (
    <Say value={say}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4"
      >
        {text && (
          <p className="max-w-prose rounded-md bg-ink px-4 py-2 font-medium text-bg shadow-lg">{text}</p>
        )}
      </div>
    </Say>
  );
}
