import { useQuery } from "@tanstack/react-query";
import { listEntryOf } from "@/adapters/list-entry";
import { get } from "@/api/client";
import { keys } from "./keys";

/** The allow list and the block list. */
export function useLists() {
  return useQuery({
    queryKey: keys.lists,
    queryFn: async ({ signal }) => {
      const { allow, block } = await get("/api/lists", { signal });
      return { allow: allow.map(listEntryOf), block: block.map(listEntryOf) };
    },
    refetchInterval: 10_000,
  });
}
