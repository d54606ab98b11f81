/** Times in the zone that the reader chose. */
export type Zone = "UTC" | "local";

const zoneName = (zone: Zone): string | undefined => (zone === "UTC" ? "UTC" : undefined);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, kind: "clock" | "minute" | "full"): Intl.DateTimeFormat {
  const key = `${zone}/${kind}`;
  let found = formats.get(key);
  if (!found) {
    const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    found = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zoneName(zone),
      ...(kind === "full" ? day : {}),
      ...time,
      ...(kind === "minute" ? {} : { second: "2-digit" }),
    });
    formats.set(key, found);
  }
  return found;
}

export const parseTime = (text: string | null | undefined): number | null => {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

export const clock = (at: number, zone: Zone): string => format(zone, "clock").format(at);
export const minute = (at: number, zone: Zone): string => format(zone, "minute").format(at);
export const full = (at: number, zone: Zone): string => format(zone, "full").format(at);

/** The zone's short name, as in "UTC" or "GMT+2". */
export function zoneLabel(zone: Zone): string {
  if (zone === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" }).formatToParts(new Date());
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "local";
}
