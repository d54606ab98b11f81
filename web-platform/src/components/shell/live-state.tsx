"use client";
import { Radio, Unplug } from "lucide-react";
import { useSocketStatus } from "@/stream/context";

const TEXT = { connecting: "Connecting", live: "Live", waiting: "Reconnecting", closed: "Stopped" } as const;

/** How the live stream stands; a press tries at once. */
export function LiveState() {
  const { status, retry } = useSocketStatus();
  const live = status.state === "live";
  const Sign = live ? Radio : Unplug;
  return (
    <button
      type="button"
      onClick={retry}
      disabled={status.state !== "waiting"}
      data-live={status.state}
      title={live ? "The live stream is connected" : "The live stream is not connected; press to try now"}
      className={`inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 font-medium ${live ? "text-ok" : "text-warn"}`}
    >
      <Sign size={15} aria-hidden />
      <span className="hidden sm:inline">{TEXT[status.state]}</span>
      <span className="sr-only sm:hidden">{TEXT[status.state]}</span>
    </button>
  );
}
