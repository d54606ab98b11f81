import type { Dto } from "@/api/dto";
import type { Graph } from "@/domain/types";

export function graphOf(dto: Dto["CampaignGraph"]): Graph {
  return {
    nodes: dto.nodes.map(({ id, kind, risk_score, calls, links }) => ({
      id,
      kind,
      risk: risk_score,
      calls,
      links,
    })),
    links: dto.links,
    members: dto.members_total,
    victims: dto.victims_total,
    victimsAtLeast: dto.victims_at_least,
    cut: dto.cut,
  };
}
