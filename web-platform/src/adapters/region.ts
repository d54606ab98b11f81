import type { RegionDto } from "@/api/pending";
import type { Campaign } from "@/domain/types";

/** A country on the map: ISO 3166 code and how many of each. */
export interface Region {
  code: string;
  suspects: number | null;
  victims: number | null;
  campaigns: number;
}

export const regionOf = (dto: RegionDto): Region => ({
  code: dto.region,
  suspects: dto.suspects,
  victims: dto.victims,
  campaigns: dto.campaigns,
});

/** For a worker that does not count by region: how many active campaigns call each country. */
export function regionsOf(campaigns: Campaign[]): Region[] {
  const found = new Map<string, number>();
  for (const code of campaigns.flatMap((one) => one.regions)) found.set(code, (found.get(code) ?? 0) + 1);
  return [...found].map(([code, campaigns]) => ({ code, campaigns, suspects: null, victims: null }));
}
