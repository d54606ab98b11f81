/** Keys of the query cache, in one place. */
export const keys = {
  stats: ["stats"] as const,
  campaigns: ["campaigns"] as const,
  campaign: (id: string) => ["campaigns", id] as const,
  graph: (id: string, nodes: number) => ["campaigns", id, "graph", nodes] as const,
  alerts: ["alerts"] as const,
  alert: (id: string) => ["alerts", "one", id] as const,
  number: (number: string) => ["numbers", number] as const,
  decision: (number: string) => ["numbers", number, "decision"] as const,
  lists: ["lists"] as const,
  rules: ["rules"] as const,
  model: ["model"] as const,
  regions: ["regions"] as const,
  workers: ["workers"] as const,
  deadLetters: ["dead-letters"] as const,
  health: ["health"] as const,
};
