"use client";
import Link from "next/link";
import { Phone } from "@/components/ui/phone";
import { Loaded } from "@/components/ui/states";
import type { AlertDetail } from "@/domain/types";
import { useCampaign } from "@/hooks/use-campaign";
import { useNumber } from "@/hooks/use-number";
import { decimal } from "@/lib/format";

/** Reasons of the number that an alert is about, as they are now. */
function OfNumber({ number }: { number: string }) {
  const page = useNumber(number);
  return (
    <Loaded query={page}>
      {(found) => (
        <ul className="list-disc space-y-1 pl-5">
          {(found.reasons.length ? found.reasons : [found.explanation]).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** The worst members of the campaign that an alert is about; each number's page says why it is suspected. */
function OfCampaign({ id }: { id: string }) {
  const campaign = useCampaign(id);
  return (
    <Loaded query={campaign}>
      {(found) => (
        <>
          <p>Its numbers behave alike and have something in common. The worst of them:</p>
          <ul className="mt-1 space-y-0.5">
            {found.members
              .toSorted((a, b) => b.risk - a.risk)
              .slice(0, 5)
              .map((member) => (
                <li key={member.number}>
                  <Phone number={member.number} />{" "}
                  <span className="num text-muted">risk {decimal(member.risk)}</span>
                </li>
              ))}
          </ul>
          <Link href={`/campaign/?id=${encodeURIComponent(id)}`} className="link mt-1 inline-block">
            Network, growth and history
          </Link>
        </>
      )}
    </Loaded>
  );
}

/** Why there is an alert: rules that fired, and what speaks against its subject now. */
export function Why({ alert }: { alert: AlertDetail }) {
  return (
    <section aria-labelledby="why">
      <h3 id="why" className="mb-1 font-semibold">
        Why
      </h3>
      {alert.triage.map((one) => (
        <p key={one.rule} className="mb-1">
          <code>{one.rule}</code>: {one.description}
        </p>
      ))}
      {alert.kind === "number" ? <OfNumber number={alert.subject} /> : <OfCampaign id={alert.subject} />}
    </section>
  );
}
