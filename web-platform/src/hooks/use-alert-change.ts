import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Dto } from "@/api/dto";
import { keys } from "./keys";

export type Edit = { by: string } & Partial<Omit<Dto["AlertEdit"], "version" | "by">>;

export interface AlertChange {
  alerts: { id: string; version: number }[];
  change: Edit;
}

export interface Changed {
  done: number;
  failed: { id: string; detail: string }[];
}

/** Change one alert or several. A version that somebody else has changed meanwhile is refused, never overwritten. */
export function useAlertChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ alerts, change }: AlertChange): Promise<Changed> => {
      const [only] = alerts;
      if (alerts.length === 1 && only) {
        const body = { ...change, version: only.version };
        await ask("patch", "/api/alerts/{id}", { path: { id: only.id }, body });
        return { done: 1, failed: [] };
      }
      const { data } = await ask("post", "/api/alerts/bulk", { body: { ...change, alerts } });
      return { done: data.done.length, failed: data.failed.map(({ id, detail }) => ({ id, detail })) };
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.alerts }),
  });
}
