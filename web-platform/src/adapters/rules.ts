import type { Dto } from "@/api/dto";
import type { Rules } from "@/domain/types";

export function rulesOf(dto: Dto["RulesAnswer"]): Rules {
  return {
    version: dto.version,
    error: dto.error,
    lists: dto.lists,
    policy: {
      validHours: dto.decisions.valid_hours,
      types: Object.entries(dto.decisions.fraud_types),
      error: dto.decisions.error,
    },
    rules: dto.rules.map(({ fraud_type, ...rule }) => ({ ...rule, type: fraud_type })),
  };
}
