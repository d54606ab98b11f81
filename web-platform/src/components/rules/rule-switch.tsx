"use client";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { Rule } from "@/domain/types";
import { useMay } from "@/hooks/use-me";
import { RuleSwitchDialog } from "./rule-switch-dialog";
import { RULE_STATES } from "./states";

/** The state of a rule, who gave it if not its file, and the way to another one. */
export function RuleSwitch({ rule }: { rule: Rule }) {
  const [open, setOpen] = useState(false);
  const may = useMay("manage");
  const { name, tone } = RULE_STATES[rule.state];
  return (
    <div data-rule-state={rule.id}>
      <Badge tone={tone}>{name}</Badge>{" "}
      {may && (
        <button
          type="button"
          className="link min-h-6"
          onClick={() => setOpen(true)}
          aria-label={`Switch ${rule.id}`}
        >
          Switch
        </button>
      )}
      {rule.switched && (
        <p className="text-xs text-muted" data-fixed>
          by {rule.switched.by}, <Time at={rule.switched.at} />: {rule.switched.reason} (its file says{" "}
          {RULE_STATES[rule.switched.fileState].name})
        </p>
      )}
      {open && <RuleSwitchDialog rule={rule} onClose={() => setOpen(false)} />}
    </div>
  );
}
