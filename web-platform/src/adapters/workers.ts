import type { Dto } from "@/api/dto";

export interface Workers {
  workers: {
    url: string;
    here: boolean;
    ready: boolean | null;
    reasons: string[];
    partitions: [string, number[]][];
    model: string | null;
    rules: string | null;
  }[];
  lag: { topic: string; messages: number; partitions: number[] }[] | null;
  lagTotal: number | null;
}

export function workersOf(dto: Dto["WorkersAnswer"]): Workers {
  return {
    workers: dto.workers.map((one) => ({
      url: one.url,
      here: one.answered_this,
      ready: one.ready,
      reasons: one.reasons,
      partitions: Object.entries(one.partitions),
      model: one.model_version,
      rules: one.rules_version,
    })),
    lag: dto.lag,
    lagTotal: dto.lag_total,
  };
}
