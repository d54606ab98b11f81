"use client";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { decimal } from "@/lib/format";
import { full, minute } from "@/lib/time";
import { useZone } from "@/lib/use-zone";
import { AXIS, TIP } from "./axis";
import { RiskBands } from "./risk-bands";

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
        <RiskBands position="insideBottomLeft" />
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
