"use client";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { Minute } from "@/domain/types";
import { decimal, percent } from "@/lib/format";
import { minute as minuteText } from "@/lib/time";
import { useZone } from "@/lib/use-zone";
import { AXIS, TIP } from "./axis";

/** Where the axis of a share ends at least. */
const LEAST = 0.04;

/** Calls a second of stream time, and the share placed by flagged numbers, by minute. */
export default function TrafficLines({ minutes }: { minutes: Minute[] }) {
  const [zone] = useZone();
  const data = minutes.map((one) => ({
    at: one.at,
    rate: one.calls / 60,
    flagged: one.calls ? one.suspicious / one.calls : 0,
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 0, bottom: 0, left: -16 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="at" {...AXIS} tickFormatter={(at) => minuteText(at, zone)} minTickGap={24} />
        <YAxis yAxisId="rate" {...AXIS} tickFormatter={(value) => decimal(value)} />
        <YAxis
          yAxisId="share"
          orientation="right"
          {...AXIS}
          width={44}
          tickFormatter={percent}
          // A share is never above all of it, and when it is nothing the axis still has to end somewhere.
          domain={[0, (most: number) => Math.min(1, Math.max(most, LEAST))]}
        />
        <Tooltip
          {...TIP}
          labelFormatter={(at) => minuteText(Number(at), zone)}
          formatter={(value, name) =>
            name === "flagged"
              ? [percent(Number(value)), "flagged"]
              : [decimal(Number(value)), "calls a second"]
          }
        />
        <Area
          yAxisId="rate"
          dataKey="rate"
          stroke="var(--series-1)"
          fill="var(--series-1)"
          fillOpacity={0.15}
          strokeWidth={2}
          isAnimationActive={false}
        />
        <Line
          yAxisId="share"
          dataKey="flagged"
          stroke="var(--series-2)"
          strokeWidth={2}
          strokeDasharray="5 3"
          dot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
