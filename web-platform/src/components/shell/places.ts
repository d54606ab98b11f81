import {
  Activity,
  BellRing,
  BrainCircuit,
  Gauge,
  Network,
  Phone,
  Radio,
  Ruler,
  Settings2,
  Tags,
} from "lucide-react";

/** The pages, in the order of the navigation. */
export const PLACES = [
  { href: "/overview/", title: "Overview", icon: Gauge },
  { href: "/alerts/", title: "Alerts", icon: BellRing },
  { href: "/campaigns/", title: "Campaigns", icon: Network },
  { href: "/numbers/", title: "Numbers", icon: Phone },
  { href: "/labels/", title: "Labels", icon: Tags },
  { href: "/stream/", title: "Live calls", icon: Radio },
  { href: "/explain/", title: "Model and rules", icon: BrainCircuit },
  { href: "/admin/", title: "Operation", icon: Settings2 },
  { href: "/figures/", title: "Figures", icon: Ruler },
] as const;

export const Brand = Activity;
