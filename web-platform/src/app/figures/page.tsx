import type { Metadata } from "next";
import { PageHead } from "@/components/ui/panel";
import { sections } from "@/lib/figures";

export const metadata: Metadata = { title: "Figures" };

/** A text of docs/figures.md: what is between back quotes is code. */
function Text({ of }: { of: string }) {
  return of.split("`").map((part, place) =>
    place % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a constant text
      <code key={place} className="rounded bg-raised px-1 text-xs break-words">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

export default function Figures() {
  return (
    <div data-fixed>
      <PageHead
        title="Figures"
        note="What every figure means, as docs/figures.md defines it. Nothing is estimated or made up."
      />
      <nav aria-label="Sections" className="mb-4">
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {sections.map((section) => (
            <li key={section.key}>
              <a className="link" href={`#${section.key}`}>
                {section.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-6">
        {sections.map((section) => (
          <section key={section.key} id={section.key} aria-labelledby={`${section.key}-title`}>
            <h2 id={`${section.key}-title`} className="text-base font-semibold">
              {section.title}
            </h2>
            {section.text && (
              <p className="max-w-prose text-muted">
                <Text of={section.text} />
              </p>
            )}
            <dl className="mt-2 divide-y rounded-lg border bg-panel">
              {section.rows.map((row) => (
                <div
                  key={row.id}
                  id={row.id}
                  className="grid gap-x-4 px-3 py-2 target:bg-accent-soft sm:grid-cols-[14rem_1fr]"
                >
                  <dt>
                    <code className="font-semibold break-words">{row.name}</code>
                  </dt>
                  <dd className="min-w-0">
                    <Text of={row.definition} />
                    {row.from && (
                      <span className="block text-xs text-muted">
                        From <Text of={row.from} />
                      </span>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
