"use client";
import { parseAsString, useQueryState } from "nuqs";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { useMe } from "@/hooks/use-me";
import { useNumber } from "@/hooks/use-number";
import { useCalls } from "@/stream/context";
import { NumberDetail } from "./number-detail";

function Ask({ number, onAsk }: { number: string; onAsk: (number: string) => void }) {
  const [text, setText] = useState(number);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim()) onAsk(text.trim());
  };
  return (
    <form onSubmit={submit} className="mb-3 flex max-w-md gap-2">
      <input
        data-search
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label="Number"
        placeholder="Number with country code"
        inputMode="tel"
        autoComplete="off"
        className="field min-w-0 flex-1"
      />
      <Button type="submit" kind="main">
        Look up
      </Button>
    </form>
  );
}

/** Suspects of the live stream, to begin with. */
function Lately() {
  const { shown } = useCalls();
  const numbers = [...new Set(shown.filter((call) => call.band !== "SAFE").map((call) => call.source))].slice(
    0,
    12,
  );
  return (
    <Empty title="Look up a number">
      Write it with its country code, in any way you like.
      {numbers.length > 0 && (
        <>
          <p className="mt-3">Suspects that call now:</p>
          <ul className="mt-1 flex flex-wrap justify-center gap-x-4">
            {numbers.map((number) => (
              <li key={number}>
                <Phone number={number} copy={false} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Empty>
  );
}

/** Why somebody sees no page of any number. */
function Masked() {
  return (
    <>
      <PageHead title="Numbers" />
      <Empty title="Your role may not see whole numbers">
        Numbers are masked for you: their range and a pseudonym are shown, the same on every page, as in{" "}
        <span className="num">+4670~k3f9a2cx</span>. What is known of a single number is for analysts and
        admins.
      </Empty>
    </>
  );
}

export function NumberView() {
  const [number, setNumber] = useQueryState(
    "number",
    parseAsString.withDefault("").withOptions({ history: "push" }),
  );
  const may = useMe().data?.may.has("numbers");
  const page = useNumber(may ? number : "");
  if (may === false) return <Masked />;
  return (
    <>
      {!page.data && <PageHead title={number || "Numbers"} />}
      {page.data ? <NumberDetail page={page.data} /> : null}
      {!page.data && <Ask key={number} number={number} onAsk={setNumber} />}
      {number === "" ? (
        <Lately />
      ) : (
        !page.data && (
          <Loaded query={page} skeleton={<Skeleton lines={10} />}>
            {() => null}
          </Loaded>
        )
      )}
    </>
  );
}
