import { useQuery } from "@tanstack/react-query";
import { modelOf } from "@/adapters/model";
import { get } from "@/api/client";
import { keys } from "./keys";

/** The model in use, and whether today's calls look like those that it learnt from. */
export function useModel() {
  return useQuery({
    queryKey: keys.model,
    queryFn: async ({ signal }) => modelOf(await get("/api/model", { signal })),
    refetchInterval: 30_000,
  });
}
