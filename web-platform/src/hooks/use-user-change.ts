import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Role } from "@/domain/access";
import { keys } from "./keys";

export type UserChange = { name: string } & (
  | { action: "add"; role: Role; by: string }
  | { action: "role"; role: Role; by: string }
  | { action: "disable" | "enable"; by: string }
  | { action: "remove"; by: string }
  | { action: "revoke"; token: string; by: string }
);

async function send(change: UserChange): Promise<unknown> {
  const path = { name: change.name };
  switch (change.action) {
    case "add": {
      const { name, role, by } = change;
      return ask("post", "/api/users", { body: { name, role, by } });
    }
    case "role":
      return ask("patch", "/api/users/{name}", { path, body: { role: change.role, by: change.by } });
    case "disable":
    case "enable":
      return ask("patch", "/api/users/{name}", {
        path,
        body: { disabled: change.action === "disable", by: change.by },
      });
    case "remove":
      return ask("delete", "/api/users/{name}", { path, query: { by: change.by } });
    default: {
      const { token: id, by } = change;
      return ask("delete", "/api/users/{name}/tokens/{id}", { path: { ...path, id }, query: { by } });
    }
  }
}

/** Change who may do what. */
export function useUserChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
