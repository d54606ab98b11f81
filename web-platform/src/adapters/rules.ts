import type { Dto } from "@/api/dto";
import type { Rule, RuleState, Rules } from "@/domain/types";
import { parseTime } from "@/lib/time";

const STATES: Record<RuleState, true> = { off: true, "report-only": true, active: true };

/** A state that this page does not know is one of a newer worker: shown as the one that does least. */
const stateOf = (text: string): RuleState => (text in STATES ? (text as RuleState) : "off");

export function ruleOf({ fraud_type, risk_at_most, state, switched, ...rule }: Dto["RuleState"]): Rule {
  return {
    ...rule,
    state: stateOf(state),
    type: fraud_type,
    riskAtMost: risk_at_most,
    switched: switched
      ? {
          by: switched.by,
          reason: switched.reason,
          at: parseTime(switched.at),
          fileState: stateOf(switched.file_state),
        }
      : null,
  };
}

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
    rules: dto.rules.map(ruleOf),
  };
}
