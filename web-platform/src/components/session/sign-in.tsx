"use client";
import Link from "next/link";
import type { SyntheticEvent } from "react";
import { Brand } from "@/components/shell/places";
import { Button, buttonClass } from "@/components/ui/button";
import { useMe } from "@/hooks/use-me";
import { useSignIn } from "@/hooks/use-session";
import { useHere } from "@/lib/use-here";

/** Where a token is given to the browser, which sends it from then on and shows it to nobody. */
export function SignIn() {
  const me = useMe().data;
  const signIn = useSignIn();
  // Before that the browser itself would send the form, and forget where one came from.
  const here = useHere();
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    // As the field has it: a browser may have filled it in before this page could take notice.
    signIn.mutate(String(new FormData(event.currentTarget).get("token")).trim());
  };
  return (
    <div className="w-full max-w-md rounded-lg border bg-panel p-5">
      <p className="mb-3 flex items-center gap-2 font-semibold">
        <Brand size={18} className="text-accent" aria-hidden />
        Ringfence
      </p>
      <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
      {me?.open ? (
        <div className="mt-2 space-y-3">
          <p>Access to this worker is open: nobody needs to sign in.</p>
          <Link href="/overview/" className={buttonClass("main")}>
            Open the overview
          </Link>
        </div>
      ) : (
        <form onSubmit={submit} className="mt-2 space-y-3">
          <label className="block font-medium">
            Token
            <input
              type="password"
              name="token"
              required
              maxLength={200}
              autoComplete="current-password"
              spellCheck={false}
              className="field mt-1 block w-full font-normal"
            />
          </label>
          {signIn.error && (
            <p role="alert" className="rounded bg-danger-soft px-2 py-1 break-words text-danger">
              {signIn.error.message}
            </p>
          )}
          <Button type="submit" kind="main" className="w-full" disabled={!here || signIn.isPending}>
            {signIn.isPending ? "Working…" : "Sign in"}
          </Button>
          <p className="text-muted">
            An admin issues tokens on the page Operation, or with <code>ringfence users token NAME</code>. A
            token begins with <code>rf_</code>. This browser remembers it for 30 days, where no script can
            read it.
          </p>
        </form>
      )}
    </div>
  );
}
