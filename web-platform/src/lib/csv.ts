/** Comma-separated values that a spreadsheet opens without running anything in them. */

type Cell = string | number | boolean | null | undefined;

function quoted(cell: Cell): string {
  const text = cell == null ? "" : String(cell);
  // A cell that begins like a formula is one to a spreadsheet; a phone number begins with + and digits only.
  const safe = /^[=@\t\r-]/.test(text) || /^\+(?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(head: string[], rows: Cell[][]): string {
  return `${[head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** Let the browser save a text as a file. */
export function save(name: string, text: string, type = "text/csv"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
