"use client";
import { type ReactNode, type SyntheticEvent, useId, useState } from "react";
import { useName } from "@/lib/use-name";
import { Button } from "./button";
import { Failure } from "./states";
import { Who } from "./who";

/** A form that ends with who does it and why; every change is kept with both. */
export function WhoAndWhy({
  action,
  danger,
  busy,
  error,
  reasonNeeded = true,
  onDone,
  children,
}: {
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  reasonNeeded?: boolean;
  onDone: (by: string, reason: string) => void;
  children?: ReactNode;
}) {
  const [name] = useName();
  const [reason, setReason] = useState("");
  const id = useId();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onDone(name.trim(), reason.trim());
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      {children}
      <div>
        <label htmlFor={`${id}-why`} className="mb-1 block font-medium">
          Reason{reasonNeeded ? "" : " (optional)"}
        </label>
        <textarea
          id={`${id}-why`}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required={reasonNeeded}
          maxLength={1000}
          rows={2}
          className="field w-full"
        />
      </div>
      <Who />
      {error ? <Failure error={error} /> : null}
      <div className="flex justify-end">
        <Button type="submit" kind={danger ? "danger" : "main"} disabled={busy}>
          {busy ? "Working…" : action}
        </Button>
      </div>
    </form>
  );
}
