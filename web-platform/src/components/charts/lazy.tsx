"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/states";

/** The charts, loaded when the first of them is shown: figures and tables never wait for the chart library. */
const loading = () => <Skeleton lines={5} />;

export const TrafficLines = dynamic(() => import("./traffic-lines"), { ssr: false, loading });
export const BarsInTime = dynamic(() => import("./bars-in-time"), { ssr: false, loading });
export const RiskLine = dynamic(() => import("./risk-line"), { ssr: false, loading });
export const Curve = dynamic(() => import("./curve"), { ssr: false, loading });
export const WorldMap = dynamic(() => import("./world-map"), { ssr: false, loading });
export const CampaignGraph = dynamic(() => import("./campaign-graph"), { ssr: false, loading });
