import { useQuery } from "@tanstack/react-query";
import { numberPageOf } from "@/adapters/number";
import { get } from "@/api/client";
import { keys } from "./keys";

/** All that is known of a number. */
export function useNumber(number: string) {
  return useQuery({
    queryKey: keys.number(number),
    queryFn: async ({ signal }) =>
      numberPageOf(await get("/api/numbers/{number}", { path: { number }, signal })),
    enabled: number !== "",
    refetchInterval: 5_000,
  });
}
