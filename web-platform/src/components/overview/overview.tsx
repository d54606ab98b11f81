"use client";
import { ArrowRight, X } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/panel";
import { Loaded, Skeleton } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { useStats } from "@/hooks/use-stats";
import { useStored } from "@/lib/stored";
import { DriftPanel } from "./drift-panel";
import { EmergingPanel } from "./emerging-panel";
import { Figures } from "./figures";
import { RegionPanel } from "./region-panel";
import { TopCampaigns } from "./top-campaigns";
import { TrafficPanel } from "./traffic-panel";

function FirstRun() {
  const [tour, setTour] = useStored("tour", "new");
  if (tour !== "new") return null;
  return (
    <div
      className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-accent bg-accent-soft px-3 py-2"
      data-fixed
    >
      <p className="min-w-0 flex-1">
        New here? Five steps show what the pages are for, with the campaign that is going on now.
      </p>
      <Button kind="main" onClick={() => setTour("0")}>
        Take the tour <ArrowRight size={14} aria-hidden />
      </Button>
      <Button kind="quiet" aria-label="No tour, thanks" onClick={() => setTour("done")}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}

export function Overview() {
  const stats = useStats();
  return (
    <>
      <FirstRun />
      <PageHead
        title="Overview"
        note={
          stats.data?.streamTime ? (
            <span data-fixed>
              As of <Time at={stats.data.streamTime} /> of the stream&rsquo;s time
            </span>
          ) : (
            "The whole job, all workers together"
          )
        }
        actions={
          <Link href="/figures/" className="link">
            What the figures mean
          </Link>
        }
      />
      <Loaded query={stats} skeleton={<Skeleton lines={8} />}>
        {(found) => (
          <div className="space-y-3">
            <Figures stats={found} />
            <div className="grid gap-3 xl:grid-cols-2">
              <TrafficPanel stats={found} />
              <RegionPanel />
            </div>
            <div className="grid gap-3 lg:grid-cols-2 xl:grid-cols-3">
              <TopCampaigns />
              <EmergingPanel />
              <DriftPanel />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}
