// Reads docs/figures.md: sections, and the figures that their tables define.

const HEADING = /^## (.+)$/;
const ROW = /^\|(.+)\|$/;

/** The key of a section: the last word of the first address in its heading, else the heading in small letters. */
export function keyOf(heading) {
  const address = /`\/(?:api\/)?([^`]+)`/.exec(heading);
  const text = address ? address[1].replace(/\{[^}]*\}/g, "") : heading;
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

const plain = (text) => text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").trim();

/** Sections in order; every row has an id such as "stats.total_calls", unique in the document. */
export function figuresOf(markdown) {
  const sections = [];
  const seen = new Set();
  let head = null;
  for (const line of markdown.split("\n")) {
    const heading = HEADING.exec(line);
    if (heading) {
      sections.push({ key: keyOf(heading[1]), title: heading[1].replaceAll("`", ""), text: "", rows: [] });
      head = null;
      continue;
    }
    const section = sections.at(-1);
    if (!section) continue;
    const row = ROW.exec(line);
    if (!row) {
      head = null;
      if (section.rows.length === 0) section.text = plain(`${section.text} ${line}`);
      continue;
    }
    const cells = row[1].split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll("\\|", "|")));
    if (head === null) {
      head = cells;
    } else if (!/^-+$/.test(cells[0])) {
      for (const name of cells[0].split(",").map((one) => one.replaceAll("`", "").trim())) {
        let id = `${section.key}.${name}`;
        if (seen.has(id)) id = `${id}-2`;
        seen.add(id);
        section.rows.push({ id, name, definition: cells[1] ?? "", from: cells[2] ?? "" });
      }
    }
  }
  return { sections };
}
