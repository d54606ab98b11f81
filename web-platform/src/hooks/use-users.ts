import { useQuery } from "@tanstack/react-query";
import { userOf } from "@/adapters/user";
import { get } from "@/api/client";
import { keys } from "./keys";

/** Users and their tokens; for admins. */
export function useUsers() {
  return useQuery({
    queryKey: keys.users,
    queryFn: async ({ signal }) => (await get("/api/users", { signal })).map(userOf),
    refetchInterval: 10_000,
  });
}
