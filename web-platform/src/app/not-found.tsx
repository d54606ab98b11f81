import Link from "next/link";
import { PageHead } from "@/components/ui/panel";

export default function NotFound() {
  return (
    <>
      <PageHead title="There is no such page" />
      <p>
        The address may be mistyped or from another version. Go to the{" "}
        <Link href="/overview/" className="link">
          overview
        </Link>{" "}
        or look up a number above.
      </p>
    </>
  );
}
