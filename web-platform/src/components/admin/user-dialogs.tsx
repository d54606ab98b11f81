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

/** What is to end: a user with all tokens, or one token. */
export type Ending = { of: "user"; user: string } | { of: "token"; user: string; token: string };

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

/** Asks once more before somebody loses access. */
export function Confirm({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const change = useUserChange();
  const say = useSay();
  const [name] = useName();
  const by = name.trim();
  const token = ending.of === "token";
  const title = token ? `Revoke token ${ending.token} of ${ending.user}` : `Remove ${ending.user}`;
  const wanted: UserChange = token
    ? { action: "revoke", name: ending.user, token: ending.token, by }
    : { action: "remove", name: ending.user, by };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(wanted, {
      onSuccess: () => {
        say(token ? `The token of ${ending.user} is revoked.` : `${ending.user} is no longer a user.`);
        onClose();
      },
    });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="space-y-3">
        <p className="text-muted">
          {token
            ? "Whoever uses it is shut out within a second, on all workers. It cannot be taken back."
            : "All tokens of this user end within a second, on all workers. It cannot be taken back."}
        </p>
        <Who />
        {change.error ? <Failure error={change.error} /> : null}
        <div className="flex justify-end">
          <Button type="submit" kind="danger" disabled={change.isPending}>
            {change.isPending ? "Working…" : token ? "Revoke" : "Remove"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
