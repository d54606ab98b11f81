import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { keys } from "./keys";

export interface Wanted {
  name: string;
  note: string;
  /** RFC 3339, null = until it is revoked. */
  expiresAt: string | null;
  by: string;
}

/** Issue a token to a user. The answer is kept by nobody but the dialog that shows it. */
export function useTokenIssue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, note, expiresAt, by }: Wanted): Promise<string> => {
      const body = { note, expires_at: expiresAt, by };
      return (await ask("post", "/api/users/{name}/tokens", { path: { name }, body })).data.token;
    },
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
