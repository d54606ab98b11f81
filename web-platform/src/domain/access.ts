import type { Dto } from "@/api/dto";

export type Role = Dto["UserAnswer"]["role"];
export type Permission = Dto["Me"]["may"][number];

/** Who reads this, and what they may do. */
export interface Me {
  /** Nobody needs a token: whoever reaches the worker may do everything. */
  open: boolean;
  /** Null where access is open, and for who has not signed in. */
  name: string | null;
  role: Role | null;
  may: ReadonlySet<Permission>;
}

export interface Token {
  id: string;
  note: string;
  createdAt: number | null;
  createdBy: string;
  expiresAt: number | null;
  expired: boolean;
}

export interface User {
  name: string;
  role: Role;
  disabled: boolean;
  createdAt: number | null;
  createdBy: string;
  tokens: Token[];
}

/** Roles, and what each is for. */
export const ROLES: readonly (readonly [role: Role, text: string])[] = [
  ["viewer", "viewer: looks, with numbers masked"],
  ["analyst", "analyst: sees numbers, works on alerts and campaigns"],
  ["admin", "admin: everything, also lists, rules and users"],
  ["producer", "producer: a program that sends call records"],
  ["switch", "switch: a program that asks what to block"],
];

/** Whether a number is a pseudonym, shown to somebody who may not see it. */
export const isMasked = (number: string): boolean => number.includes("~");
