import type { Dto } from "@/api/dto";
import type { Rules } from "@/domain/types";

export function rulesOf(dto: Dto["RulesAnswer"]): Rules {
  return { ...dto, rules: dto.rules.map(({ fraud_type, ...rule }) => ({ ...rule, type: fraud_type })) };
}
