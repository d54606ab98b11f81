import { useQuery } from "@tanstack/react-query";
import { labelOf } from "@/adapters/label";
import { get } from "@/api/client";
import { keys } from "./keys";

/** What was said of one number last; null when nobody has said anything. */
export function useLabel(number: string) {
  return useQuery({
    queryKey: keys.label(number),
    queryFn: async ({ signal }) => {
      const [found] = await get("/api/labels", { query: { number }, signal });
      return found ? labelOf(found) : null;
    },
    refetchInterval: 10_000,
  });
}
