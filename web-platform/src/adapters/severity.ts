import type { Severity } from "@/domain/types";

const KNOWN: readonly Severity[] = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/** A severity by its name; one that this page does not know yet is shown as the lowest rather than hidden. */
export const severityOf = (text: string): Severity => KNOWN.find((one) => one === text) ?? "LOW";

/** For sorting: 0 is the gravest. */
export const severityRank = (severity: Severity | null): number =>
  severity === null ? KNOWN.length : KNOWN.indexOf(severity);
