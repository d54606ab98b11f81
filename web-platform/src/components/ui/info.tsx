"use client";
import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useRef, useState } from "react";
import type { FigureId } from "@/generated/figure-id";
import type { Figure } from "@/lib/figures";

/** "stats.threat_index" is called threat index. */
const nameOf = (id: FigureId): string => (id.split(".")[1] ?? id).replaceAll("_", " ");

const plain = (text: string) => text.replaceAll("`", "");

/** What a figure means, from docs/figures.md: on hover, on focus, and on a tap; Escape closes it. */
export function Info({ of, children }: { of: FigureId; children?: ReactNode }) {
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const [found, setFound] = useState<Figure>();
  const show = () => {
    clearTimeout(timer.current);
    const box = button.current?.getBoundingClientRect();
    // The definitions come when the first of them is asked for.
    import("@/lib/figures").then(({ figure }) => setFound(figure(of)));
    if (box) setPlace({ left: Math.max(8, Math.min(box.left - 8, innerWidth - 328)), top: box.bottom + 6 });
  };
  const hide = () => {
    timer.current = setTimeout(() => setPlace(null), 150);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what focus and click do
    <span
      className="inline-flex"
      onMouseEnter={show}
      onMouseLeave={hide}
      onKeyDown={(event) => event.key === "Escape" && setPlace(null)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && hide()}
    >
      <button
        ref={button}
        type="button"
        aria-label={`What ${nameOf(of)} means`}
        aria-expanded={place !== null}
        aria-controls={place && found ? id : undefined}
        onClick={show}
        onFocus={show}
        className="inline-flex size-6 items-center justify-center rounded-full text-muted hover:text-ink"
      >
        <CircleHelp size={14} aria-hidden />
      </button>
      {place && found && (
        <span
          id={id}
          role="note"
          style={place}
          data-fixed
          className="fixed z-50 block w-80 max-w-[calc(100vw-1rem)] rounded-lg border bg-panel p-3 text-left text-xs font-normal whitespace-normal text-ink shadow-lg"
        >
          <code className="font-semibold">{found.name}</code>
          <span className="mt-1 block">{plain(found.definition)}</span>
          {children}
          {found.from && <span className="mt-1 block text-muted">From {plain(found.from)}.</span>}
          <Link href={`/figures/#${found.id}`} className="link mt-2 inline-block">
            All figures
          </Link>
        </span>
      )}
    </span>
  );
}
