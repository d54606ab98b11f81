import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ruleOf } from "@/adapters/rules";
import { ask } from "@/api/client";
import type { RuleState, Rules } from "@/domain/types";
import { keys } from "./keys";

export interface RuleSwitch {
  id: string;
  /** The state that it is to have; null: what its file says. */
  state: RuleState | null;
  by: string;
  reason: string;
}

/** Switch a rule on, off, or to report only. The answer is shown at once, before the rules are asked for again. */
export function useRuleSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, ...body }: RuleSwitch) =>
      ruleOf((await ask("post", "/api/rules/{id}", { path: { id }, body })).data),
    onSuccess: (changed) =>
      client.setQueryData<Rules>(
        keys.rules,
        (before) =>
          before && { ...before, rules: before.rules.map((one) => (one.id === changed.id ? changed : one)) },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.rules }),
  });
}
