"use client";
import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { memo, useEffect, useRef, useState } from "react";
import { BandBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FigureRow } from "@/components/ui/figure-row";
import { PageHead } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Scroll } from "@/components/ui/scroll";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { Call } from "@/domain/types";
import { DASH, decimal, duration, percent } from "@/lib/format";
import { KEPT } from "@/stream/calls";
import { useCalls } from "@/stream/context";

const FILTERS = {
  q: parseAsString.withDefault(""),
  band: parseAsStringLiteral(["", "SAFE", "SUSPICIOUS", "DANGEROUS"]).withDefault(""),
};

/** Rows on the page at most; the ring behind it holds more for filters. */
const SHOWN = 100;

export function matches(call: Call, q: string, band: string): boolean {
  return (
    (!band || call.band === band) &&
    (!q ||
      [call.source, call.destination, call.type, call.region, call.campaign].some((text) =>
        text?.toLowerCase().includes(q.toLowerCase()),
      ))
  );
}

const Row = memo(function Row({ call }: { call: Call }) {
  return (
    <tr className="border-b last:border-0 hover:bg-raised">
      <td className="px-2 py-1">
        <Time at={call.at} as="clock" />
      </td>
      <td className="px-2 py-1">
        <Phone number={call.source} copy={false} />
      </td>
      <td className="px-2 py-1">
        <Phone number={call.destination} copy={false} />
      </td>
      <td className="num px-2 py-1 text-right">{duration(call.seconds)}</td>
      <td className="num px-2 py-1 text-right">{decimal(call.risk)}</td>
      <td className="px-2 py-1">
        <BandBadge band={call.band} />
      </td>
      <td className="px-2 py-1 whitespace-nowrap">{call.type ?? DASH}</td>
      <td className="px-2 py-1">{call.region}</td>
      <td className="px-2 py-1">
        {call.campaign ? (
          <Link href={`/campaign/?id=${call.campaign}`} prefetch={false} className="link">
            {call.campaign}
          </Link>
        ) : (
          DASH
        )}
      </td>
    </tr>
  );
});

export function LiveCalls() {
  const live = useCalls();
  const [filter, set] = useQueryStates(FILTERS);
  const [held, setHeld] = useState<readonly Call[] | null>(null);
  const calls = held ?? live.shown;
  const found = calls.filter((call) => matches(call, filter.q, filter.band));
  const flagged = live.shown.filter((call) => call.band !== "SAFE").length;
  const arrived = useArrivals(live.shown);
  return (
    <>
      <PageHead
        title="Live calls"
        note="The most telling calls of each second, newest first: DANGEROUS callers, then SUSPICIOUS ones"
        actions={
          <Button
            kind={held ? "main" : "plain"}
            aria-pressed={held !== null}
            onClick={() => setHeld(held ? null : live.shown)}
          >
            {held ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            {held ? "Go on" : "Pause"}
          </Button>
        }
      />
      <div className="mb-3">
        <FigureRow
          across={3}
          figures={[
            {
              label: "Scored",
              value: live.rate === null ? DASH : decimal(live.rate),
              unit: "calls/s",
              range: "last 5 s of your clock, all workers",
              of: "overview.scored_per_second",
            },
            {
              label: "Shown here",
              value: decimal(arrived),
              unit: "calls/s",
              range: "last second of your clock, at most 50",
              of: "live-stream.shown_per_second",
            },
            {
              label: "Flagged of those shown",
              value: percent(live.shown.length ? flagged / live.shown.length : null),
              unit: "of calls shown",
              range: `the last ${KEPT} at most`,
              of: "live-stream.shown_flagged",
            },
          ]}
        />
      </div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label="Filter by number, type, region"
          value={filter.q}
          onChange={(q) => set({ q: q || null })}
        />
        <Select
          label="Verdict"
          hideLabel
          value={filter.band}
          onChange={(band) => set({ band: (band || null) as Call["band"] | null })}
          options={[
            ["", "Any verdict"],
            ["DANGEROUS", "Dangerous"],
            ["SUSPICIOUS", "Suspicious"],
            ["SAFE", "Safe"],
          ]}
        />
        {held && (
          <p className="text-muted" role="status">
            Paused; new calls are not shown until you go on.
          </p>
        )}
      </div>
      <Scroll label="Live calls" className="rounded-lg border bg-panel p-1">
        {found.length === 0 ? (
          <Empty title={calls.length ? "No call passes the filter" : "No calls yet"}>
            {calls.length ? (
              <Button onClick={() => set(null)}>Clear the filter</Button>
            ) : (
              "Calls appear here the moment that they are scored. Start traffic with “ringfence simulate”, or send records to the topic cdr."
            )}
          </Empty>
        ) : (
          <table className="w-full text-left">
            <caption className="sr-only">Live calls</caption>
            <thead>
              <tr className="border-b text-xs text-muted">
                {["Ended", "Caller", "Called", "Talk", "Risk", "Verdict", "Type", "Region", "Campaign"].map(
                  (title) => (
                    <th
                      key={title}
                      scope="col"
                      className={`px-2 py-1 font-medium ${title === "Talk" || title === "Risk" ? "text-right" : ""}`}
                    >
                      {title}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {found.slice(0, SHOWN).map((call) => (
                <Row key={call.id} call={call} />
              ))}
            </tbody>
          </table>
        )}
      </Scroll>
    </>
  );
}

/** Calls that came with the last message. */
function useArrivals(shown: readonly Call[]): number | null {
  const before = useRef<readonly Call[]>(shown);
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    const last = before.current[0]?.id;
    before.current = shown;
    const place = shown.findIndex((call) => call.id === last);
    setCount(shown.length === 0 ? null : place < 0 ? shown.length : place);
  }, [shown]);
  return count;
}
