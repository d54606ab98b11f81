"use client";
import { Bookmark, X } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { useStored } from "@/lib/stored";
import { useName } from "@/lib/use-name";
import { BUILT_IN, type View, viewsOf } from "./filters";

/** The address without what is chosen in it: two views are the same when their filters are. */
function filtersOf(params: URLSearchParams): string {
  const kept = new URLSearchParams(params);
  kept.delete("alert");
  kept.sort();
  return kept.toString();
}

export function Views() {
  const params = useSearchParams();
  const [name] = useName();
  const [stored, store] = useStored("views", "[]");
  const [naming, setNaming] = useState(false);
  const own = viewsOf(stored);
  const now = filtersOf(new URLSearchParams(params.toString()));
  const mine: View[] = name ? [{ name: "Mine", search: `assignee=${encodeURIComponent(name)}` }] : [];
  const keep = (views: View[]) => store(JSON.stringify(views));
  const save = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get("name")).trim();
    keep([...own.filter((one) => one.name !== title), { name: title, search: now }]);
    setNaming(false);
  };
  return (
    <nav aria-label="Views" className="mb-2 flex flex-wrap items-center gap-1">
      {[...BUILT_IN, ...mine, ...own].map((view) => {
        const here = filtersOf(new URLSearchParams(view.search)) === now;
        return (
          <span key={view.name} className="inline-flex items-center">
            <Link
              href={`/alerts/${view.search ? `?${view.search}` : ""}`}
              aria-current={here ? "true" : undefined}
              className={cx(
                "inline-flex min-h-8 items-center rounded-md px-2.5 font-medium",
                here ? "bg-accent-soft text-accent" : "text-muted hover:bg-raised",
              )}
            >
              {view.name}
            </Link>
            {own.includes(view) && (
              <Button
                kind="quiet"
                aria-label={`Forget the view ${view.name}`}
                onClick={() => keep(own.filter((one) => one !== view))}
              >
                <X size={12} aria-hidden />
              </Button>
            )}
          </span>
        );
      })}
      <Button kind="quiet" onClick={() => setNaming(true)}>
        <Bookmark size={14} aria-hidden /> Save view
      </Button>
      {naming && (
        <Dialog title="Save this view" onClose={() => setNaming(false)}>
          <form onSubmit={save} className="flex gap-2">
            <input
              name="name"
              required
              maxLength={40}
              aria-label="Name of the view"
              data-first
              className="field flex-1"
            />
            <Button type="submit" kind="main">
              Save
            </Button>
          </form>
        </Dialog>
      )}
    </nav>
  );
}
