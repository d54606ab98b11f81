import { Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Column } from "@/components/ui/data-table";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import { ROLES, type Role, type Token, type User } from "@/domain/access";
import type { Asked } from "./user-dialogs";

type Ask = (asked: Asked) => void;

const OPTIONS = ROLES.map(([role]) => [role, role] as const);

function Tokens({ user, onAsk }: { user: User; onAsk: Ask }) {
  if (user.tokens.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul className="space-y-1">
      {user.tokens.map((one: Token) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-2">
          <span className="num">{one.id}</span>
          {one.note && <span>{one.note}</span>}
          <span className="text-xs text-muted">
            since <Time at={one.createdAt} />
            {one.createdBy && ` by ${one.createdBy}`},{" "}
            {one.expired ? (
              <strong className="text-danger">expired</strong>
            ) : one.expiresAt === null ? (
              "until it is revoked"
            ) : (
              <>
                until <Time at={one.expiresAt} />
              </>
            )}
          </span>
          <Button
            kind="quiet"
            aria-label={`Revoke token ${one.id} of ${user.name}`}
            title="Revoke"
            onClick={() => onAsk({ of: "revoke", user: user.name, token: one.id })}
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What is shown of a user, and what can be done about it. */
export const userColumns = (onToken: (user: User) => void, onAsk: Ask): Column<User>[] => [
  {
    key: "name",
    title: "User",
    cell: (one) => (
      <span className="flex flex-wrap items-center gap-1.5 font-medium">
        {one.name} {one.disabled && <Badge tone="warn">disabled</Badge>}
      </span>
    ),
  },
  {
    key: "role",
    title: "Role",
    cell: (one) => (
      <Select
        label={`Role of ${one.name}`}
        hideLabel
        value={one.role}
        options={OPTIONS}
        onChange={(role) => onAsk({ of: "role", user: one.name, role: role as Role })}
      />
    ),
  },
  {
    key: "tokens",
    title: "Tokens",
    cell: (one) => <Tokens user={one} onAsk={onAsk} />,
    className: "min-w-64",
  },
  {
    key: "actions",
    title: "Actions",
    cell: (one) => (
      <span className="flex flex-wrap gap-1">
        <Button onClick={() => onToken(one)} aria-label={`Issue a token to ${one.name}`}>
          Issue a token
        </Button>
        <Button
          onClick={() => onAsk({ of: one.disabled ? "enable" : "disable", user: one.name })}
          aria-label={`${one.disabled ? "Enable" : "Disable"} ${one.name}`}
        >
          {one.disabled ? "Enable" : "Disable"}
        </Button>
        <Button
          kind="danger"
          onClick={() => onAsk({ of: "remove", user: one.name })}
          aria-label={`Remove ${one.name}`}
        >
          Remove
        </Button>
      </span>
    ),
  },
];
