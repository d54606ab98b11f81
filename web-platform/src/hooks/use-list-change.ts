import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { keys } from "./keys";

export type ListChange = { list: "allow" | "block"; entry: string; by: string; reason: string } & (
  | { action: "add"; expiresAt: string | null }
  | { action: "remove" }
);

/** Put a number or a block of numbers on a list, or take it off. */
export function useListChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: ListChange): Promise<void> => {
      const { list, entry, by, reason } = change;
      if (change.action === "add") {
        const body = { entry, by, reason, ...(change.expiresAt ? { expires_at: change.expiresAt } : {}) };
        await ask("post", "/api/lists/{list}", { path: { list }, body });
      } else {
        await ask("delete", "/api/lists/{list}/{entry}", { path: { list, entry }, query: { by, reason } });
      }
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.lists }),
        client.invalidateQueries({ queryKey: ["numbers"] }),
      ]),
  });
}
