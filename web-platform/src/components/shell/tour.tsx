"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useCampaign } from "@/hooks/use-campaign";
import { useCampaigns } from "@/hooks/use-campaigns";
import { useStats } from "@/hooks/use-stats";
import { goingOn } from "@/lib/going-on";
import { useStored } from "@/lib/stored";

interface Step {
  title: string;
  text: ReactNode;
  href: string;
  /** The element that it points at, by data-tour. */
  at: string;
}

/** The campaign that the tour leads to: once the reader was led to one it stays that one, whatever else begins meanwhile. */
function useShown(id: string | null) {
  const campaigns = useCampaigns().data ?? [];
  const now = useStats().data?.streamTime ?? null;
  return goingOn(
    campaigns.some((one) => one.id === id) ? campaigns.filter((one) => one.id === id) : campaigns,
    now,
  );
}

function useSteps(shown: ReturnType<typeof useShown>): Step[] {
  const campaign = shown?.campaign;
  const member = useCampaign(campaign?.id ?? "").data?.members[0];
  return [
    {
      title: "How bad is it now?",
      text: "The threat index says how much of the traffic comes from flagged numbers. The question mark beside every figure tells its formula.",
      href: "/overview/",
      at: "threat",
    },
    {
      title: campaign
        ? `${shown.live ? "A campaign is going on" : "The last campaign"}: ${campaign.name}`
        : "Campaigns",
      text: campaign ? (
        <>
          These numbers work together, {shown.live ? "since" : "from"} <Time at={campaign.createdAt} /> of the
          stream&rsquo;s time {shown.live ? "and lately at" : "to"} <Time at={campaign.updatedAt} />. See whom
          they called, how fast they grow, and what has happened so far.
        </>
      ) : (
        "There is none at the moment. As soon as suspects work together, they are listed here as one campaign."
      ),
      href: campaign ? `/campaign/?id=${encodeURIComponent(campaign.id)}` : "/campaigns/",
      at: campaign ? "graph" : "campaigns",
    },
    {
      title: "Why a number is suspected",
      text: "Sentences with figures, what each feature adds, and where the number stands among normal callers.",
      href: member ? `/numbers/?number=${encodeURIComponent(member.number)}` : "/numbers/",
      at: "verdict",
    },
    {
      title: "Decide, in the queue",
      text: "Alerts wait here. j and k move, a acknowledges, c closes with an outcome: that outcome also teaches the next model.",
      href: "/alerts/",
      at: "queue",
    },
    {
      title: "Is it healthy, and what does it mean?",
      text: "Operation shows workers, lag and refused records. Figures defines every number that you have seen. The ? key shows all keys.",
      href: "/admin/",
      at: "workers",
    },
  ];
}

/** Five steps through the pages, with the campaign that is going on now. */
export function Tour() {
  const [stored, store] = useStored("tour", "new");
  const active = /^[0-4]$/.test(stored);
  return active ? (
    <Running at={Number(stored)} go={(to) => store(to === null ? "done" : String(to))} />
  ) : null;
}

function Running({ at, go }: { at: number; go: (to: number | null) => void }) {
  const [led, setLed] = useState<string | null>(null);
  const shown = useShown(led);
  const steps = useSteps(shown);
  const path = usePathname();
  const step = steps[at] as Step;
  const next = steps[at + 1];
  const before = steps[at - 1];
  const here = step.href.startsWith(path) && path !== "/";
  useEffect(() => {
    if (!here) return;
    // The element may come with the data.
    const timer = setInterval(() => {
      const found = document.querySelector(`[data-tour="${step.at}"]`);
      if (found && !found.hasAttribute("data-tour-here")) {
        found.setAttribute("data-tour-here", "");
        found.scrollIntoView({ block: "center" });
      }
    }, 300);
    return () => {
      clearInterval(timer);
      document.querySelector("[data-tour-here]")?.removeAttribute("data-tour-here");
    };
  }, [here, step.at]);
  return (
    <aside
      aria-label="Tour"
      data-fixed
      className="fixed right-3 bottom-3 left-3 z-40 rounded-lg border border-accent bg-panel p-3 shadow-xl sm:left-auto sm:w-96"
    >
      <p className="text-xs text-muted">
        Step {at + 1} of {steps.length}
      </p>
      <h2 className="font-semibold">{step.title}</h2>
      <p className="mt-1">{step.text}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!here && (
          <Link href={step.href} className={buttonClass("main")}>
            Show me
          </Link>
        )}
        {next ? (
          <Link
            href={next.href}
            className={buttonClass(here ? "main" : "plain")}
            onClick={() => {
              setLed(shown?.campaign.id ?? null);
              go(at + 1);
            }}
          >
            Next
          </Link>
        ) : (
          <Button kind="main" onClick={() => go(null)}>
            Done
          </Button>
        )}
        {before && (
          <Link href={before.href} className={buttonClass("quiet")} onClick={() => go(at - 1)}>
            Back
          </Link>
        )}
        <Button kind="quiet" className="ml-auto" onClick={() => go(null)}>
          End the tour
        </Button>
      </div>
    </aside>
  );
}
