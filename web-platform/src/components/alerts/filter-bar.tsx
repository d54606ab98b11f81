"use client";
import { useQueryStates } from "nuqs";
import { SearchField } from "@/components/ui/search-field";
import { capital } from "@/lib/format";
import { FILTERS, SEVERITIES, STATES } from "./filters";

function Choices({
  title,
  all,
  chosen,
  onChange,
}: {
  title: string;
  all: readonly string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <legend className="sr-only">{title}</legend>
      {all.map((one) => (
        <label key={one} className="inline-flex min-h-6 items-center gap-1">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChange(all.filter((other) => (other === one ? event.target.checked : chosen.includes(other))))
            }
          />
          {capital(one.toLowerCase())}
        </label>
      ))}
    </fieldset>
  );
}

export function FilterBar() {
  const [filter, set] = useQueryStates(FILTERS);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2 rounded-lg border bg-panel px-3 py-2">
      <SearchField label="Search alerts" value={filter.q} onChange={(q) => set({ q: q || null })} />
      <Choices
        title="Severity"
        all={SEVERITIES}
        chosen={filter.severity}
        onChange={(severity) => set({ severity: severity.length ? severity : null })}
      />
      <Choices
        title="State"
        all={STATES}
        chosen={filter.state}
        onChange={(state) => set({ state: state.length ? state : null })}
      />
      <label className="inline-flex items-center gap-1.5">
        Assigned to
        <input
          className="field w-32"
          value={filter.assignee}
          onChange={(event) => set({ assignee: event.target.value || null })}
          placeholder="anybody"
        />
      </label>
      {filter.campaign && (
        <button type="button" className="link min-h-6" onClick={() => set({ campaign: null })}>
          of campaign {filter.campaign} ×
        </button>
      )}
    </div>
  );
}
