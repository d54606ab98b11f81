"use client";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { Failure } from "@/components/ui/states";
import { useSay } from "@/components/ui/toast";
import { Who } from "@/components/ui/who";
import { ROLES, type Role } from "@/domain/access";
import { type UserChange, useUserChange } from "@/hooks/use-user-change";
import { useName } from "@/lib/use-name";

/** What is asked once more: nothing of it is undone by chance. */
export type Asked =
  | { of: "role"; user: string; role: Role }
  | { of: "disable" | "enable" | "remove"; user: string }
  | { of: "revoke"; user: string; token: string };

interface Words {
  title: string;
  effect: string;
  action: string;
  done: string;
}

function words(asked: Asked): Words {
  const { user } = asked;
  switch (asked.of) {
    case "role":
      return {
        title: `Give ${user} the role ${asked.role}`,
        effect: "It counts within a second, on all workers, for all tokens of this user.",
        action: "Change the role",
        done: `${user} has the role ${asked.role} now.`,
      };
    case "disable":
      return {
        title: `Disable ${user}`,
        effect: "No token of this user counts until the user is enabled again.",
        action: "Disable",
        done: `${user} is disabled.`,
      };
    case "enable":
      return {
        title: `Enable ${user}`,
        effect: "The tokens of this user count again.",
        action: "Enable",
        done: `${user} is enabled.`,
      };
    case "remove":
      return {
        title: `Remove ${user}`,
        effect: "All tokens of this user end within a second, on all workers. It cannot be taken back.",
        action: "Remove",
        done: `${user} is no longer a user.`,
      };
    default:
      return {
        title: `Revoke token ${asked.token} of ${user}`,
        effect: "Whoever uses it is shut out within a second, on all workers. It cannot be taken back.",
        action: "Revoke",
        done: `The token of ${user} is revoked.`,
      };
  }
}

function changeOf(asked: Asked, by: string): UserChange {
  const name = asked.user;
  switch (asked.of) {
    case "role":
      return { action: "role", name, role: asked.role, by };
    case "revoke":
      return { action: "revoke", name, token: asked.token, by };
    default:
      return { action: asked.of, name, by };
  }
}

export function AddUser({ onClose }: { onClose: () => void }) {
  const change = useUserChange();
  const say = useSay();
  const [by] = useName();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(
      { action: "add", name: name.trim(), role, by: by.trim() },
      {
        onSuccess: () => {
          say(`${name.trim()} is a user now. Issue a token next.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title="Add a user" onClose={onClose}>
      <form onSubmit={submit} className="space-y-3">
        <label className="block font-medium">
          Name (letters, digits and . _ @ -)
          <input
            className="field mt-1 block w-full font-normal"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={80}
            autoComplete="off"
            data-first
          />
        </label>
        <Select label="Role" value={role} onChange={(next) => setRole(next as Role)} options={ROLES} />
        <Who />
        {change.error ? <Failure error={change.error} /> : null}
        <div className="flex justify-end">
          <Button type="submit" kind="main" disabled={change.isPending}>
            {change.isPending ? "Working…" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks once more before somebody's access changes. */
export function Confirm({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const change = useUserChange();
  const say = useSay();
  const [name] = useName();
  const { title, effect, action, done } = words(asked);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(changeOf(asked, name.trim()), {
      onSuccess: () => {
        say(done);
        onClose();
      },
    });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="space-y-3">
        <p className="text-muted">{effect}</p>
        <Who />
        {change.error ? <Failure error={change.error} /> : null}
        <div className="flex justify-end">
          <Button type="submit" kind={asked.of === "enable" ? "main" : "danger"} disabled={change.isPending}>
            {change.isPending ? "Working…" : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
