"use client";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useSay } from "@/components/ui/toast";
import { WhoAndWhy } from "@/components/ui/who-and-why";
import type { Rule, RuleState } from "@/domain/types";
import { useRuleSwitch } from "@/hooks/use-rule-switch";
import { RULE_STATES } from "./states";

/** Not a state but what the rule's file says. */
const FILE = "file";

/** The states that a rule can go to from the one that it has. */
function choices(rule: Rule): [value: RuleState | typeof FILE, text: string][] {
  const states = (Object.keys(RULE_STATES) as RuleState[])
    .filter((state) => state !== rule.state)
    .map((state): [RuleState, string] => [state, RULE_STATES[state].name]);
  return rule.switched
    ? [...states, [FILE, `what its file says (${RULE_STATES[rule.switched.fileState].name})`]]
    : states;
}

/** Give a rule another state: which, what that means, who and why. */
export function RuleSwitchDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const change = useRuleSwitch();
  const say = useSay();
  // Looked at once: the rule changes under the open dialog when the switch is done.
  const [options] = useState(() => choices(rule));
  const [chosen, setChosen] = useState(options[0]?.[0] ?? FILE);
  const state = chosen === FILE ? null : chosen;
  const becomes = RULE_STATES[state ?? rule.switched?.fileState ?? rule.state];
  const done = (by: string, reason: string) =>
    change.mutate(
      { id: rule.id, state, by, reason },
      {
        onSuccess: (after) => {
          say(`${rule.id} is ${RULE_STATES[after.state].name} now.`);
          onClose();
        },
      },
    );
  return (
    <Dialog title={`Switch ${rule.id}`} onClose={onClose}>
      <p className="mb-3 text-muted">{rule.description}</p>
      <WhoAndWhy
        action={`Make it ${becomes.name}`}
        danger={becomes === RULE_STATES.off}
        busy={change.isPending}
        error={change.error}
        onDone={done}
      >
        <Select
          label={`It is ${RULE_STATES[rule.state].name}; make it`}
          value={chosen}
          onChange={(next) => setChosen(options.find(([value]) => value === next)?.[0] ?? chosen)}
          options={options}
        />
        <p aria-live="polite">
          {becomes.effect(rule)} This counts on all workers within a second, for calls judged from then on;
          calls judged before keep their verdict.
          {state === null && " If the file changes, the rule changes with it."}
        </p>
      </WhoAndWhy>
    </Dialog>
  );
}
