/** Numbers as text. "–" is what is not known, never 0. */
export const DASH = "–";

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

export const count = (value: number | null | undefined): string =>
  value == null ? DASH : whole.format(value);

/** A count in little space: 12,345 up to five digits, then 1.2M. */
export const compact = (value: number | null | undefined): string =>
  value == null ? DASH : Math.abs(value) < 100_000 ? whole.format(value) : short.format(value);

export function decimal(value: number | null | undefined, digits = 1): string {
  if (value == null || Number.isNaN(value)) return DASH;
  return value === 0 ? "0" : value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

/** A share of 0-1 as per cent, with enough digits that a small one is not 0. */
export function percent(share: number | null | undefined): string {
  if (share == null || Number.isNaN(share)) return DASH;
  const value = share * 100;
  if (value === 0) return "0%";
  return `${decimal(value, value < 0.1 ? 3 : value < 10 ? 1 : 0)}%`;
}

export const atLeast = (value: number, more: boolean): string => (more ? `≥ ${count(value)}` : count(value));

/** A count of things: 1 number, 2 numbers. */
export const things = (value: number, one: string): string =>
  `${count(value)} ${value === 1 ? one : `${one}s`}`;

/** A length of time in words: 45 s, 12 min, 3 h 5 min. */
export function duration(seconds: number | null | undefined): string {
  if (seconds == null) return DASH;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.round(hours / 24)} days`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
