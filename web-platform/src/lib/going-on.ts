import type { Campaign } from "@/domain/types";

/** A campaign is going on while its last suspicious call is not older than this, ms of stream time. */
const LIVE = 3_600_000;

/**
 * The campaign for somebody who asks what is going on, and whether it still is: of those with a suspicious call in the
 * last hour of stream time the gravest; when there is none, the one that fell silent last.
 *
 * @param campaigns the gravest first, as the API gives them.
 * @param now stream time; null while it is not known: then it is that of the campaigns' latest call.
 */
export function goingOn(
  campaigns: readonly Campaign[],
  now: number | null,
): { campaign: Campaign; live: boolean } | undefined {
  const [latest] = campaigns.toSorted((a, b) => b.updatedAt - a.updatedAt);
  if (!latest) return undefined;
  const since = (now ?? latest.updatedAt) - LIVE;
  const found = campaigns.find((one) => one.updatedAt >= since);
  return { campaign: found ?? latest, live: found !== undefined };
}
