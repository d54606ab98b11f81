"use client";
import { severityOf } from "@/adapters/severity";
import { RuleSwitch } from "@/components/rules/rule-switch";
import { SeverityBadge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Loaded } from "@/components/ui/states";
import type { Rule } from "@/domain/types";
import { type Outcomes, useRuleOutcomes } from "@/hooks/use-rule-outcomes";
import { useRules } from "@/hooks/use-rules";
import { count, DASH, percent } from "@/lib/format";

const columns = (outcomes: Map<string, Outcomes> | undefined): Column<Rule>[] => [
  { key: "id", title: "Rule", cell: (rule) => <code className="whitespace-nowrap">{rule.id}</code> },
  { key: "type", title: "Names", cell: (rule) => rule.type, className: "whitespace-nowrap" },
  {
    key: "severity",
    title: "Severity",
    cell: (rule) => <SeverityBadge severity={severityOf(rule.severity)} />,
  },
  { key: "state", title: "State", cell: (rule) => <RuleSwitch rule={rule} /> },
  { key: "subject", title: "About", cell: (rule) => rule.subject },
  {
    key: "risk",
    title: "Holds risk",
    right: true,
    cell: (rule) => (
      <span data-fixed className="whitespace-nowrap">
        {rule.riskAtMost < 100 ? `at most ${count(rule.riskAtMost)}` : `at least ${count(rule.risk)}`}
      </span>
    ),
  },
  {
    key: "fired",
    title: "Hits",
    right: true,
    cell: (rule) => <span data-value="rules.hits">{count(rule.fired)}</span>,
    figure: "rules.hits",
  },
  {
    key: "closed",
    title: "Judged",
    right: true,
    cell: (rule) => (
      <span data-value="rules.judged">{outcomes ? count(outcomes.get(rule.id)?.closed ?? 0) : DASH}</span>
    ),
    figure: "rules.judged",
  },
  {
    key: "wrong",
    title: "False",
    right: true,
    cell: (rule) => {
      const found = outcomes?.get(rule.id);
      return (
        <span data-value="rules.false_positive_rate">
          {found ? percent(found.wrong / found.closed) : DASH}
        </span>
      );
    },
    figure: "rules.false_positive_rate",
  },
  {
    key: "description",
    title: "What it looks for",
    className: "min-w-64",
    cell: (rule) => <span data-fixed>{rule.description}</span>,
  },
];

/** The rules in effect, how often they fired, and how often analysts found them wrong. */
export function RulesPanel() {
  const rules = useRules();
  const outcomes = useRuleOutcomes();
  return (
    <Panel
      title="Rules"
      note={
        rules.data && (
          <span data-fixed>Version {rules.data.version}; hits are calls on this worker since it started</span>
        )
      }
    >
      <Loaded query={rules}>
        {(found) => (
          <>
            {found.error && (
              <p role="alert" className="mb-2 rounded bg-danger-soft px-2 py-1 text-danger">
                Newer rule files are broken and not in effect: {found.error}
              </p>
            )}
            <DataTable
              caption="Rules"
              rows={found.rules}
              id={(rule) => rule.id}
              columns={columns(outcomes.data)}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
