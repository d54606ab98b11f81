"use client";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { decimal } from "@/lib/format";
import { AXIS, TIP } from "./axis";
import { RiskBands } from "./risk-bands";

/** Which risk a raw score of the model means. */
export default function Curve({ points }: { points: { raw: number; risk: number }[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 8, right: 8, bottom: 4, left: -20 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="raw"
          type="number"
          domain={["dataMin", "dataMax"]}
          {...AXIS}
          tickFormatter={(raw) => decimal(raw, 2)}
        />
        <YAxis domain={[0, 100]} {...AXIS} />
        <RiskBands position="insideBottomRight" />
        <Tooltip
          {...TIP}
          labelFormatter={(raw) => `raw score ${decimal(Number(raw), 3)}`}
          formatter={(value) => [decimal(Number(value)), "risk"]}
        />
        <Line
          dataKey="risk"
          stroke="var(--series-1)"
          strokeWidth={2}
          dot={{ r: 2 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
