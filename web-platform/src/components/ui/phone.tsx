import Link from "next/link";
import { isMasked } from "@/domain/access";
import { Copy } from "./copy";

/** A telephone number: leads to its page, and can be copied. A masked one does neither: there is nothing behind it. */
export function Phone({ number, copy = true }: { number: string; copy?: boolean }) {
  if (isMasked(number)) {
    return (
      <span className="num whitespace-nowrap" title="Masked: your role may not see whole numbers" data-number>
        {number}
      </span>
    );
  }
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
