import type { Rule, RuleState } from "@/domain/types";

/** What each state of a rule is called, and what it means for calls from then on (docs/rules.md). */
export const RULE_STATES: Record<
  RuleState,
  { name: string; tone: "ok" | "warn" | "plain"; effect: (rule: Rule) => string }
> = {
  active: {
    name: "active",
    tone: "ok",
    effect: (rule) =>
      rule.risk > 0
        ? `Whoever it fires on has a risk of ${rule.risk} at least, and it may name the fraud: ${rule.type}.`
        : `It names those it fires on: ${rule.type}. It raises nobody’s risk.`,
  },
  "report-only": {
    name: "report only",
    tone: "warn",
    effect: () =>
      "It fires and its hits are shown, but it raises nobody’s risk: what only it finds is not flagged.",
  },
  off: {
    name: "off",
    tone: "plain",
    effect: () => "It is not looked at: it raises nobody’s risk and has no hits.",
  },
};
