import type { HistoryEntry } from "@/domain/types";
import { capital, things } from "@/lib/format";
import { Badge } from "./badge";
import { Phone } from "./phone";
import { Time } from "./time";

/** What happened, the newest first; what people did is told apart from what the stream did. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  return (
    <ol className="space-y-2">
      {entries.toReversed().map((one) => (
        <li key={`${one.at}/${one.kind}/${one.text}`} className="border-l-2 pl-3">
          <div className="flex flex-wrap items-center gap-x-2">
            <Badge tone={one.clock === "operator" ? "accent" : "plain"}>{capital(one.kind)}</Badge>
            <span className="text-xs text-muted">
              <Time at={one.at} /> {one.by ? `by ${one.by}` : one.clock === "operator" ? "" : "stream time"}
            </span>
          </div>
          <p className="break-words">{one.text}</p>
          {one.numbers.length > 0 && (
            <details>
              <summary className="min-h-6 text-muted">{things(one.numbers.length, "number")}</summary>
              <div className="flex flex-wrap gap-x-3">
                {one.numbers.map((number) => (
                  <Phone key={number} number={number} copy={false} />
                ))}
              </div>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
