"use client";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Copy } from "@/components/ui/copy";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { Failure } from "@/components/ui/states";
import { Who } from "@/components/ui/who";
import type { User } from "@/domain/access";
import { useTokenIssue } from "@/hooks/use-token-issue";
import { useName } from "@/lib/use-name";

const DAY = 86_400_000;
const SPANS: readonly (readonly [string, string])[] = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "a year"],
  ["1", "a day"],
  ["", "until it is revoked"],
];

/** Issues a token and shows it, this once. */
export function TokenDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const issue = useTokenIssue();
  const [by] = useName();
  const [note, setNote] = useState("");
  const [days, setDays] = useState("30");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const expiresAt = days ? new Date(Date.now() + Number(days) * DAY).toISOString() : null;
    issue.mutate({ name: user.name, note: note.trim(), expiresAt, by: by.trim() });
  };
  return (
    <Dialog title={`Issue a token to ${user.name}`} onClose={onClose}>
      {issue.data ? (
        <div className="space-y-3">
          <p role="status">
            This is the token. It is shown this once: keep it where passwords are kept, or give it to{" "}
            {user.name} in a way that nobody else reads.
          </p>
          <p className="flex items-start gap-1 rounded bg-raised p-2">
            <code className="break-all" data-token>
              {issue.data}
            </code>
            <Copy text={issue.data} what="Copy the token" label="Copy the token" />
          </p>
          <div className="flex justify-end">
            <Button kind="main" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <form onSubmit={submit} className="space-y-3">
          <label className="block font-medium">
            What it is for (optional)
            <input
              className="field mt-1 block w-full font-normal"
              value={note}
              onChange={(event) => setNote(event.target.value)}
              maxLength={200}
              autoComplete="off"
              data-first
            />
          </label>
          <Select label="It counts for" value={days} onChange={setDays} options={SPANS} />
          <Who />
          {issue.error ? <Failure error={issue.error} /> : null}
          <div className="flex justify-end">
            <Button type="submit" kind="main" disabled={issue.isPending}>
              {issue.isPending ? "Working…" : "Issue"}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
