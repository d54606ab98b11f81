import Link from "next/link";
import { Copy } from "./copy";

/** A telephone number: leads to its page, and can be copied. */
export function Phone({ number, copy = true }: { number: string; copy?: boolean }) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <Link
        href={`/numbers/?number=${encodeURIComponent(number)}`}
        className="link num"
        prefetch={false}
        data-number
      >
        {number}
      </Link>
      {copy && <Copy text={number} what="Copy number" />}
    </span>
  );
}
