"use client";
import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useMe } from "@/hooks/use-me";
import { useSignOut } from "@/hooks/use-session";

/** Who has signed in, and the way out; nothing where nobody needs to. */
export function Account() {
  const me = useMe().data;
  const out = useSignOut();
  if (!me?.name) return null;
  return (
    <span className="inline-flex min-w-0 items-center" data-fixed>
      <span className="hidden max-w-48 truncate px-1 md:inline" title={`${me.name}, ${me.role}`}>
        {me.name} <span className="text-muted">{me.role}</span>
      </span>
      <Button
        kind="quiet"
        onClick={() => out.mutate()}
        disabled={out.isPending}
        aria-label={`Sign out ${me.name}, ${me.role}`}
        title={`Sign out ${me.name}, ${me.role}`}
      >
        <LogOut size={15} aria-hidden />
      </Button>
    </span>
  );
}
