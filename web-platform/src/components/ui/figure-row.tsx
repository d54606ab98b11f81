import type { ReactNode } from "react";
import { Figure, type FigureProps } from "./figure";

/** Columns on a wide page, and how they become fewer. */
const COLUMNS = {
  3: "grid-cols-1 sm:grid-cols-3",
  4: "grid-cols-2 lg:grid-cols-4",
  6: "grid-cols-2 md:grid-cols-3 xl:grid-cols-6",
} as const;

/** The figures of a page, side by side; `children` come before them. */
export function FigureRow({
  across,
  figures,
  children,
}: {
  across: keyof typeof COLUMNS;
  figures: FigureProps[];
  children?: ReactNode;
}) {
  return (
    <div className={`grid gap-3 ${COLUMNS[across]}`}>
      {children}
      {figures.map((one) => (
        <Figure key={one.of} {...one} />
      ))}
    </div>
  );
}
