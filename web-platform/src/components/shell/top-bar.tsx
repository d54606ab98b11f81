"use client";
import { Clock, Keyboard, Moon, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { useMay } from "@/hooks/use-me";
import { zoneLabel } from "@/lib/time";
import { useHere } from "@/lib/use-here";
import { useZone } from "@/lib/use-zone";
import { Account } from "./account";
import { LiveState } from "./live-state";
import { MenuNav, Name } from "./nav";

function LookUp() {
  const router = useRouter();
  const [text, setText] = useState("");
  const go = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim()) router.push(`/numbers/?number=${encodeURIComponent(text.trim())}`);
  };
  return (
    <search className="min-w-0 flex-1 sm:max-w-64">
      <form onSubmit={go} className="relative">
        <Search size={14} className="pointer-events-none absolute top-2.5 left-2 text-muted" aria-hidden />
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Look up a number"
          placeholder="Look up a number"
          autoComplete="off"
          inputMode="tel"
          className="field w-full pl-7"
        />
      </form>
    </search>
  );
}

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const [zone, setZone] = useZone();
  const whole = useMay("numbers");
  const { resolvedTheme, setTheme } = useTheme();
  const here = useHere();
  const dark = here && resolvedTheme === "dark";
  return (
    <header className="sticky top-0 z-30 flex min-h-12 items-center gap-2 border-b bg-panel px-3 lg:px-4">
      <MenuNav />
      <span className="hidden sm:inline lg:hidden">
        <Name />
      </span>
      {whole && <LookUp />}
      <div className="ml-auto flex items-center gap-0.5">
        <LiveState />
        <Button
          kind="quiet"
          onClick={() => setZone(zone === "UTC" ? "local" : "UTC")}
          aria-label={`Times are in ${here ? zoneLabel(zone) : "UTC"}; switch between UTC and local time`}
          title="Switch between UTC and local time"
        >
          <Clock size={15} aria-hidden />
          <span className="hidden sm:inline" data-fixed>
            {here ? zoneLabel(zone) : "UTC"}
          </span>
        </Button>
        <Button
          kind="quiet"
          onClick={() => setTheme(dark ? "light" : "dark")}
          aria-label={dark ? "Switch to the light theme" : "Switch to the dark theme"}
          title={dark ? "Light theme" : "Dark theme"}
        >
          {dark ? <Sun size={15} aria-hidden /> : <Moon size={15} aria-hidden />}
        </Button>
        <Button
          kind="quiet"
          className="hidden sm:inline-flex"
          onClick={onHelp}
          aria-label="Keyboard and help"
          title="Keyboard and help (?)"
        >
          <Keyboard size={15} aria-hidden />
        </Button>
        <Account />
      </div>
    </header>
  );
}
