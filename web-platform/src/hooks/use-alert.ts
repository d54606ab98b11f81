import { useQuery } from "@tanstack/react-query";
import { alertDetailOf } from "@/adapters/alert";
import { get } from "@/api/client";
import { keys } from "./keys";

/** One alert with its history. */
export function useAlert(id: string) {
  return useQuery({
    queryKey: keys.alert(id),
    queryFn: async ({ signal }) => alertDetailOf(await get("/api/alerts/{id}", { path: { id }, signal })),
    enabled: id !== "",
    refetchInterval: 5_000,
  });
}
