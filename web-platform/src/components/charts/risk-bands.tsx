import { ReferenceLine } from "recharts";

/** Where the bands begin (docs/figures.md, `status`). */
const BANDS = [
  [50, "SUSPICIOUS"],
  [85, "DANGEROUS"],
] as const;

/** Lines across a chart of risks where the bands begin. */
export function RiskBands({ position }: { position: "insideBottomLeft" | "insideBottomRight" }) {
  return BANDS.map(([from, name]) => (
    <ReferenceLine
      key={name}
      y={from}
      stroke="var(--control)"
      strokeDasharray="4 3"
      label={{ value: name, position, fontSize: 10, fill: "var(--muted)" }}
    />
  ));
}
