"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { Skeleton } from "@/components/ui/states";

/** The charts, loaded when the first of them is shown: figures and tables never wait for the chart library. */
const loading = () => <Skeleton lines={5} />;

/** A drawing says nothing aloud: the panel around it has a sentence and a table that say the same. */
function silent<P extends object>(Drawing: ComponentType<P>) {
  return function Silent(props: P) {
    return (
      <div className="h-full" aria-hidden>
        <Drawing {...props} />
      </div>
    );
  };
}

export const TrafficLines = silent(dynamic(() => import("./traffic-lines"), { ssr: false, loading }));
export const BarsInTime = silent(dynamic(() => import("./bars-in-time"), { ssr: false, loading }));
export const RiskLine = silent(dynamic(() => import("./risk-line"), { ssr: false, loading }));
export const Curve = silent(dynamic(() => import("./curve"), { ssr: false, loading }));
export const WorldMap = silent(dynamic(() => import("./world-map"), { ssr: false, loading }));
export const CampaignGraph = dynamic(() => import("./campaign-graph"), { ssr: false, loading });
