import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { alertOf } from "@/adapters/alert";
import { ask } from "@/api/client";
import { keys } from "./keys";

export interface AlertFilter {
  q: string;
  severity: string[];
  state: string[];
  type: string;
  assignee: string;
  campaign: string;
}

const PAGE = 50;

/** The cursor of the next page, from the Link header. */
export function cursorOf(link: string | null): string | null {
  const found = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "");
  return found?.[1] ? new URL(found[1], "http://worker").searchParams.get("cursor") : null;
}

/** The alert queue, newest first, a page at a time. */
export function useAlerts(filter: AlertFilter) {
  const query = {
    ...filter,
    severity: filter.severity.join(","),
    state: filter.state.join(","),
    limit: PAGE,
  };
  return useInfiniteQuery({
    queryKey: [...keys.alerts, query],
    initialPageParam: null as string | null,
    queryFn: async ({ signal, pageParam }) => {
      const { data, headers } = await ask("get", "/api/alerts", {
        query: { ...query, cursor: pageParam },
        signal,
      });
      const total = headers.get("Total-Count");
      return {
        alerts: data.map(alertOf),
        total: total === null ? null : Number(total),
        next: cursorOf(headers.get("Link")),
      };
    },
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}
