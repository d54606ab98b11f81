"use client";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { decimal } from "@/lib/format";
import { full, minute } from "@/lib/time";
import { useZone } from "@/lib/use-zone";
import { AXIS, TIP } from "./axis";

/** Where the bands begin (docs/figures.md, `status`). */
export const BANDS = [
  [50, "SUSPICIOUS"],
  [85, "DANGEROUS"],
] as const;

/** A number's risk after each of its suspicious calls. */
export default function RiskLine({ points }: { points: { at: number; risk: number }[] }) {
  const [zone] = useZone();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: -20 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          domain={["dataMin", "dataMax"]}
          {...AXIS}
          tickFormatter={(at) => minute(at, zone)}
          minTickGap={32}
        />
        <YAxis domain={[0, 100]} {...AXIS} />
        {BANDS.map(([from, name]) => (
          <ReferenceLine
            key={name}
            y={from}
            stroke="var(--control)"
            strokeDasharray="4 3"
            label={{ value: name, position: "insideBottomLeft", fontSize: 10, fill: "var(--muted)" }}
          />
        ))}
        <Tooltip
          {...TIP}
          labelFormatter={(at) => full(Number(at), zone)}
          formatter={(value) => [decimal(Number(value)), "risk"]}
        />
        <Line
          dataKey="risk"
          stroke="var(--series-3)"
          strokeWidth={2}
          dot={{ r: 2 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
