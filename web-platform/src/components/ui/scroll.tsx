import type { ReactNode } from "react";
import { cx } from "./cx";

/** A part that scrolls by itself; it has a name and takes the focus, so that the keyboard can scroll it too. */
export function Scroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" aria-label={label} tabIndex={0} className={cx("relative overflow-auto", className)}>
      {children}
    </div>
  );
}
