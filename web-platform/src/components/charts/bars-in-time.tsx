"use client";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { compact, count } from "@/lib/format";
import { full, minute } from "@/lib/time";
import { useZone } from "@/lib/use-zone";
import { AXIS, TIP } from "./axis";

export interface Series {
  key: string;
  name: string;
  color: string;
}

/** Counts by hour, as bars. */
export default function BarsInTime({ data, series }: { data: { at: number }[]; series: Series[] }) {
  const [zone] = useZone();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={data} margin={{ top: 8, right: 4, bottom: 0, left: -12 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="at" {...AXIS} tickFormatter={(at) => minute(at, zone)} minTickGap={24} />
        <YAxis {...AXIS} allowDecimals={false} tickFormatter={compact} />
        <Tooltip
          {...TIP}
          cursor={{ fill: "var(--raised)" }}
          labelFormatter={(at) => full(Number(at), zone)}
          formatter={(value) => count(Number(value))}
        />
        {series.map((one) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            name={one.name}
            fill={one.color}
            stackId="all"
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
