import type { FigureId } from "@/generated/figure-id";
import document from "@/generated/figures.json";

export interface Figure {
  id: string;
  name: string;
  definition: string;
  from: string;
}

export const sections: { key: string; title: string; text: string; rows: Figure[] }[] = document.sections;

const byId = new Map(sections.flatMap((section) => section.rows.map((row) => [row.id, row] as const)));

/** The definition of a figure, as docs/figures.md gives it. */
export const figure = (id: FigureId | string): Figure | undefined => byId.get(id);
