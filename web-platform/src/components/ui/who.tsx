"use client";
import { useId } from "react";
import { useMe } from "@/hooks/use-me";
import { useName } from "@/lib/use-name";

/** Who makes a change: the token's user, or whoever the reader says they are where nobody needs a token. */
export function Who() {
  const me = useMe().data;
  const [name, setName] = useName();
  const id = useId();
  if (me?.name) {
    return (
      <p className="text-muted" data-fixed>
        In the name of <strong className="text-ink">{me.name}</strong>.
      </p>
    );
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        Your name
      </label>
      <input
        id={id}
        value={name}
        onChange={(event) => setName(event.target.value)}
        required
        maxLength={80}
        autoComplete="name"
        className="field w-full"
      />
    </div>
  );
}
