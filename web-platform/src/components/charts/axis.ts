/** How all charts look. */
export const AXIS = {
  tick: { fontSize: 11, fill: "var(--muted)" },
  stroke: "var(--line)",
  tickLine: false,
} as const;

export const TIP = {
  contentStyle: {
    background: "var(--panel)",
    border: "1px solid var(--line)",
    borderRadius: 6,
    fontSize: 12,
    padding: "6px 8px",
  },
  labelStyle: { color: "var(--muted)" },
  itemStyle: { color: "var(--ink)", padding: 0 },
  isAnimationActive: false,
} as const;
