import type { Dto } from "@/api/dto";

/** A country: how many suspects and campaigns are there, and how many campaigns aim at it with how many victims. */
export interface Region {
  /** ISO 3166 code; null for numbers without a country. */
  code: string | null;
  suspects: number;
  campaigns: number;
  targetedBy: number;
  victims: number;
}

export const regionOf = (dto: Dto["RegionFigures"]): Region => ({
  code: dto.region,
  suspects: dto.suspects,
  campaigns: dto.campaigns,
  targetedBy: dto.targeted_by,
  victims: dto.victims,
});
