import { useQuery } from "@tanstack/react-query";
import { labelOf } from "@/adapters/label";
import { ask } from "@/api/client";
import { keys } from "./keys";

/** Labels in one answer at most. */
const LATEST = 1000;

/** What was said of numbers, the last label of each, newest first, and how many labels there are in all. */
export function useLabels() {
  return useQuery({
    queryKey: keys.labels,
    queryFn: async ({ signal }) => {
      const { data, headers } = await ask("get", "/api/labels", { query: { limit: LATEST }, signal });
      return { labels: data.map(labelOf), total: Number(headers.get("Total-Count") ?? data.length) };
    },
    refetchInterval: 10_000,
  });
}
