const names = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** The name of a country by its ISO 3166 code; what is no country keeps its own name. */
export function regionName(code: string | null): string {
  if (code === null) return "No country";
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
