import type { ButtonHTMLAttributes } from "react";
import { cx } from "./cx";

const KINDS = {
  plain: "border border-control bg-panel hover:bg-raised",
  main: "border border-accent bg-accent text-on-accent hover:opacity-90",
  quiet: "border border-transparent hover:bg-raised",
  danger: "border border-danger bg-panel text-danger hover:bg-danger-soft",
} as const;

export const buttonClass = (kind: keyof typeof KINDS = "plain"): string =>
  cx(
    "inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md px-2.5 py-1 font-medium whitespace-nowrap",
    "disabled:cursor-not-allowed disabled:opacity-50",
    KINDS[kind],
  );

export function Button({
  kind = "plain",
  className,
  type = "button",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: keyof typeof KINDS }) {
  return <button type={type} className={cx(buttonClass(kind), className)} {...rest} />;
}
