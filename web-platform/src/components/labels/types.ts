import type { Dto } from "@/api/dto";

export type LabelType = NonNullable<Dto["NewLabel"]["fraud_type"]>;

const TYPES: Record<LabelType, true> = {
  Wangiri: true,
  IRSF: true,
  Vishing: true,
  Robocall: true,
  "SIM Box": true,
  "Spoofed CLI": true,
  "Unknown Fraud": true,
};

/** Kinds of fraud that a number can be said to commit. */
export const LABEL_TYPES = Object.keys(TYPES) as LabelType[];
