import type { Dto } from "@/api/dto";
import { parseTime } from "@/lib/time";

export interface DeadLetters {
  total: number;
  counted: number;
  reasons: { reason: string; count: number }[];
  samples: {
    place: string;
    reason: string;
    at: number | null;
    raw: string | null;
    cut: boolean;
    bytes: number;
  }[];
}

export function deadLettersOf(dto: Dto["DeadLettersAnswer"]): DeadLetters {
  return {
    total: dto.total,
    counted: dto.counted,
    reasons: dto.reasons,
    samples: dto.samples.map((one) => ({
      place: `${one.topic} ${one.partition}/${one.offset} #${one.index}`,
      reason: one.reason,
      at: parseTime(one.arrived_at),
      raw: one.raw,
      cut: one.raw_cut,
      bytes: one.size,
    })),
  };
}
