"use client";
import Link from "next/link";
import { RuleSwitch } from "@/components/rules/rule-switch";
import { Badge } from "@/components/ui/badge";
import { PageHead, Panel } from "@/components/ui/panel";
import { Loaded } from "@/components/ui/states";
import type { Rule } from "@/domain/types";
import { useHealth } from "@/hooks/use-health";
import { useMe } from "@/hooks/use-me";
import { useRules } from "@/hooks/use-rules";
import { DeadLettersPanel } from "./dead-letters-panel";
import { ListsPanel } from "./lists-panel";
import { UsersPanel } from "./users-panel";
import { WorkersPanel } from "./workers-panel";

/** Rules that have another state than their files say, each with the way back. */
function Switched({ rules }: { rules: Rule[] }) {
  const switched = rules.filter((rule) => rule.switched !== null);
  if (switched.length === 0) return <p>All rules have the state that their files say.</p>;
  return (
    <div>
      <p>Rules that somebody has switched:</p>
      <ul className="divide-y">
        {switched.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-start gap-x-3 py-1.5">
            <code>{rule.id}</code>
            <RuleSwitch rule={rule} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What rules and model are in effect, and that new files need no restart. */
function InEffect() {
  const rules = useRules();
  return (
    <Panel
      title="Rules and model in effect"
      actions={
        <Link href="/explain/" className="link">
          Details
        </Link>
      }
    >
      <Loaded query={rules}>
        {(found) => (
          <div className="space-y-2" data-fixed>
            <p>
              Rules version <code>{found.version}</code>, {found.rules.length} rules.
            </p>
            {[found.error, found.lists.error, found.policy.error].map(
              (error) =>
                error && (
                  <p key={error} role="alert" className="rounded bg-danger-soft px-2 py-1 text-danger">
                    Not in effect: {error}
                  </p>
                ),
            )}
            {found.policy.types.length > 0 && (
              <p>
                Decisions, valid for {found.policy.validHours} h:{" "}
                {found.policy.types
                  .map(([type, mode]) => `${type} ${mode === "enforce" ? "is blocked" : "is reported"}`)
                  .join(", ")}
                .
              </p>
            )}
            <Switched rules={found.rules} />
            <p className="text-muted">
              Workers look at the rule, list and model files by themselves: replace a file and it is in effect
              within seconds, without a restart. A file that is broken changes nothing and is named here.
            </p>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

export function Admin() {
  const health = useHealth();
  const manages = useMe().data?.may.has("manage");
  return (
    <div className="space-y-3">
      <PageHead
        title="Operation"
        note={
          health.data && (
            <span className="flex items-center gap-2">
              This worker is{" "}
              <Badge tone={health.data.ready ? "ok" : "warn"}>
                {health.data.ready ? "ready" : "not ready"}
              </Badge>
              {health.data.reasons.join("; ")}
            </span>
          )
        }
      />
      <WorkersPanel />
      <div className="grid gap-3 xl:grid-cols-2">
        <ListsPanel />
        <InEffect />
      </div>
      {manages && <UsersPanel />}
      <DeadLettersPanel />
    </div>
  );
}
