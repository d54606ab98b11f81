"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { Time } from "@/components/ui/time";
import { useHealth } from "@/hooks/use-health";
import { useConnection } from "@/stream/connection";
import { useSocketStatus } from "@/stream/context";

/** Says when what the page shows is old, since when, and why. */
export function Banner() {
  const { awaySince } = useConnection();
  const { status } = useSocketStatus();
  const health = useHealth();
  if (awaySince !== null) {
    return (
      <p
        role="alert"
        className="flex items-center gap-2 border-b border-danger bg-danger-soft px-4 py-2 text-danger"
        data-fixed
      >
        <CloudOff size={16} className="shrink-0" aria-hidden />
        <span>
          The worker has not answered since <Time at={awaySince} as="clock" />. What you see is from before
          that; the page asks again by itself.
        </span>
      </p>
    );
  }
  if (health.data && !health.data.ready) {
    return (
      <p
        role="status"
        className="flex items-center gap-2 border-b bg-warn-soft px-4 py-2 text-warn"
        data-fixed
      >
        <TriangleAlert size={16} className="shrink-0" aria-hidden />
        <span>This worker is not ready: {health.data.reasons.join("; ")}. Figures may be behind.</span>
      </p>
    );
  }
  if (status.state === "waiting" && status.downSince !== null) {
    return (
      <p
        role="status"
        className="flex items-center gap-2 border-b bg-warn-soft px-4 py-2 text-warn"
        data-fixed
      >
        <TriangleAlert size={16} className="shrink-0" aria-hidden />
        <span>
          No live stream since <Time at={status.downSince} as="clock" />; figures are asked for every few
          seconds instead.
        </span>
      </p>
    );
  }
  return null;
}
