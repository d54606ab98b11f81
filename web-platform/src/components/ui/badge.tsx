import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  OctagonAlert,
  ShieldCheck,
  Signal,
  SignalHigh,
  SignalLow,
  SignalMedium,
  TriangleAlert,
} from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { Band, Severity } from "@/domain/types";
import { capital } from "@/lib/format";
import { cx } from "./cx";

type Tone = "danger" | "warn" | "ok" | "plain" | "accent";
type Icon = ComponentType<{ size?: number; "aria-hidden"?: boolean }>;

const TONES: Record<Tone, string> = {
  danger: "bg-danger-soft text-danger",
  warn: "bg-warn-soft text-warn",
  ok: "bg-ok-soft text-ok",
  accent: "bg-accent-soft text-accent",
  plain: "bg-raised text-muted",
};

/** A word with an icon; its colour only repeats what both say. */
export function Badge({
  tone = "plain",
  icon: Sign,
  children,
}: {
  tone?: Tone;
  icon?: Icon;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {Sign && <Sign size={13} aria-hidden />}
      {children}
    </span>
  );
}

const BANDS: Record<Band, [Tone, Icon]> = {
  DANGEROUS: ["danger", OctagonAlert],
  SUSPICIOUS: ["warn", TriangleAlert],
  SAFE: ["ok", ShieldCheck],
};

export function BandBadge({ band }: { band: Band }) {
  const [tone, icon] = BANDS[band];
  return (
    <Badge tone={tone} icon={icon}>
      {capital(band.toLowerCase())}
    </Badge>
  );
}

const SEVERITIES: Record<Severity, [Tone, Icon]> = {
  CRITICAL: ["danger", Signal],
  HIGH: ["danger", SignalHigh],
  MEDIUM: ["warn", SignalMedium],
  LOW: ["plain", SignalLow],
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const [tone, icon] = SEVERITIES[severity];
  return (
    <Badge tone={tone} icon={icon}>
      {capital(severity.toLowerCase())}
    </Badge>
  );
}

const STATES: Record<string, [Tone, Icon]> = {
  emerging: ["danger", TriangleAlert],
  active: ["warn", OctagonAlert],
  dormant: ["plain", CircleDashed],
  closed: ["plain", CircleCheck],
  open: ["accent", TriangleAlert],
  acknowledged: ["warn", CircleDashed],
  paused: ["plain", CirclePause],
  snoozed: ["plain", CirclePause],
};

export function StateBadge({ state }: { state: string }) {
  const [tone, icon] = STATES[state] ?? ["plain", CircleDashed];
  return (
    <Badge tone={tone} icon={icon}>
      {capital(state)}
    </Badge>
  );
}
