"use client";
import { CircleSlash, Inbox, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError, advice } from "@/api/problem";
import { Button } from "./button";
import { cx } from "./cx";

export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={cx("animate-pulse space-y-2", className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that stand for nothing
        <div key={line} className="h-5 rounded bg-raised" />
      ))}
    </div>
  );
}

/** Nothing there yet, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1.5 px-4 py-6 text-center">
      <Inbox size={22} className="text-muted" aria-hidden />
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-prose text-muted">{children}</div>}
    </div>
  );
}

/** What went wrong and what to do about it. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  const missing = known?.kind === "unavailable";
  const Sign = missing ? CircleSlash : TriangleAlert;
  return (
    <div
      role={missing ? undefined : "alert"}
      className="flex flex-col items-center gap-1.5 px-4 py-6 text-center"
    >
      <Sign size={22} className={missing ? "text-muted" : "text-danger"} aria-hidden />
      <p className="font-medium">
        {missing ? "Not available on this worker" : (known?.title ?? "Something went wrong")}
      </p>
      {known?.detail && !missing && <p className="max-w-prose break-words">{known.detail}</p>}
      <p className="max-w-prose text-muted">{advice(error)}</p>
      {retry && !missing && (
        <Button className="mt-1" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What a query found, or how it stands. Data that is there stays, also when the next answer does not come. */
export function Loaded<T>({
  query,
  skeleton,
  children,
}: {
  query: Query<T>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} retry={() => query.refetch()} />;
  return <>{skeleton ?? <Skeleton />}</>;
}
