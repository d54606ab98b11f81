"use client";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { useMe } from "@/hooks/use-me";
import { goSignIn, SIGN_IN } from "@/lib/sign-in";
import { useStored } from "@/lib/stored";
import { useKeys } from "@/lib/use-keys";
import { Banner } from "./banner";
import { Help } from "./help";
import { SideNav } from "./nav";
import { TopBar } from "./top-bar";
import { Tour } from "./tour";

/** "/" goes to the search field of the page when it has one, else to the look-up in the bar. */
function search(): void {
  const field =
    document.querySelector<HTMLInputElement>("main [data-search]") ??
    document.querySelector<HTMLInputElement>("header search input");
  field?.focus();
  field?.select();
}

export function Shell({ children }: { children: ReactNode }) {
  const [help, setHelp] = useState(false);
  const [, setTour] = useStored("tour", "new");
  const path = usePathname();
  const me = useMe().data;
  const stranger = me !== undefined && !me.open && me.name === null;
  useEffect(() => {
    if (stranger) goSignIn();
  }, [stranger]);
  useKeys({ "?": () => setHelp(true), "/": search });
  if (path === SIGN_IN) {
    return (
      <main id="main" className="flex min-h-dvh items-center justify-center p-3">
        {children}
      </main>
    );
  }
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only z-50 rounded bg-panel px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <SideNav />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onHelp={() => setHelp(true)} />
        <Banner />
        <main id="main" tabIndex={-1} key={path} className="w-full flex-1 p-3 outline-none lg:p-4">
          {children}
        </main>
      </div>
      <Tour />
      {help && (
        <Help
          onClose={() => setHelp(false)}
          onTour={() => {
            setHelp(false);
            setTour("0");
          }}
        />
      )}
    </div>
  );
}
