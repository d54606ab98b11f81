import { type ReactNode, useId } from "react";
import { cx } from "./cx";

/** A part of a page with a heading. */
export function Panel({
  title,
  note,
  actions,
  children,
  className,
  tour,
}: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  tour?: string;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      data-tour={tour}
      className={cx("min-w-0 rounded-lg border bg-panel", className)}
    >
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-3 py-1.5">
        <div className="min-w-0 flex-1 basis-44">
          <h2 id={id} className="text-sm font-semibold">
            {title}
          </h2>
          {note && <p className="text-xs text-muted">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center justify-end gap-1.5">{actions}</div>}
      </div>
      <div className="p-3">{children}</div>
    </section>
  );
}

export function PageHead({
  title,
  note,
  actions,
}: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {note && <div className="text-muted">{note}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
