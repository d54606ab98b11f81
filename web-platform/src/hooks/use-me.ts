import { useQuery } from "@tanstack/react-query";
import { meOf } from "@/adapters/me";
import { get } from "@/api/client";
import type { Permission } from "@/domain/access";
import { keys } from "./keys";

/** Who reads this. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: async ({ signal }) => meOf(await get("/api/me", { signal })),
    staleTime: 10_000,
    refetchInterval: 15_000,
  });
}

/** Whether the reader may do something. Until the worker has said so it is offered: it would refuse it anyway. */
export function useMay(permission: Permission): boolean {
  const me = useMe().data;
  return me === undefined || me.may.has(permission);
}
