"use client";
import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRef } from "react";
import { cx } from "@/components/ui/cx";
import { Brand, PLACES } from "./places";

function Links({ onGo }: { onGo?: () => void }) {
  const path = usePathname();
  const here = (href: string) =>
    path === href || (href === "/campaigns/" && path === "/campaign/") ? ("page" as const) : undefined;
  return (
    <ul className="space-y-0.5">
      {PLACES.map(({ href, title, icon: Sign }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            onClick={onGo}
            aria-current={here(href)}
            className={cx(
              "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium",
              here(href) ? "bg-accent-soft text-accent" : "text-muted hover:bg-raised hover:text-ink",
            )}
          >
            <Sign size={16} aria-hidden />
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Name() {
  return (
    <Link
      href="/"
      prefetch={false}
      className="inline-flex min-h-8 items-center gap-2 font-semibold tracking-tight"
    >
      <Brand size={18} className="text-accent" aria-hidden />
      Ringfence
    </Link>
  );
}

export function SideNav() {
  return (
    <nav
      aria-label="Pages"
      className="sticky top-0 hidden h-dvh w-48 shrink-0 border-r bg-panel p-3 lg:block"
    >
      <div className="mb-4 px-2.5 text-base">
        <Name />
      </div>
      <Links />
    </nav>
  );
}

export function MenuNav() {
  const menu = useRef<HTMLDetailsElement>(null);
  return (
    <details
      ref={menu}
      className="relative lg:hidden"
      onKeyDown={(event) => event.key === "Escape" && menu.current?.removeAttribute("open")}
    >
      <summary
        className="flex size-8 list-none items-center justify-center rounded-md border border-control"
        aria-label="Menu"
      >
        <Menu size={16} aria-hidden />
      </summary>
      <nav
        aria-label="Pages"
        className="absolute top-10 left-0 z-40 w-56 rounded-lg border bg-panel p-2 shadow-xl"
      >
        <Links onGo={() => menu.current?.removeAttribute("open")} />
      </nav>
    </details>
  );
}
