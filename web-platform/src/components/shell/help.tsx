"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useShortcuts } from "@/lib/use-keys";

const KEYS: [string, [string, string][]][] = [
  [
    "Everywhere",
    [
      ["?", "this sheet"],
      ["/", "search on the page, else look up a number"],
      ["Esc", "close what is open"],
    ],
  ],
  [
    "Alert queue",
    [
      ["j / k", "next / previous alert"],
      ["Enter", "to the alert's details"],
      ["x", "select for a bulk action"],
      ["a", "acknowledge"],
      ["c", "close, with outcome and reason"],
      ["m", "assign to me"],
      ["s", "snooze"],
    ],
  ],
];

export function Help({ onClose, onTour }: { onClose: () => void; onTour: () => void }) {
  const [on, setOn] = useShortcuts();
  return (
    <Dialog title="Keyboard and help" onClose={onClose}>
      <div className="space-y-4">
        {KEYS.map(([title, keys]) => (
          <section key={title}>
            <h3 className="mb-1 font-semibold">{title}</h3>
            <dl className="grid grid-cols-[5rem_1fr] gap-y-1">
              {keys.map(([key, what]) => (
                <div key={key} className="contents">
                  <dt>
                    <kbd className="rounded border border-control bg-raised px-1.5 py-0.5 font-sans text-xs">
                      {key}
                    </kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => setOn(event.target.checked)}
            className="size-4"
          />
          Single keys do these things
        </label>
        <div className="flex flex-wrap gap-2 border-t pt-3">
          <Button kind="main" onClick={onTour}>
            Take the tour
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
