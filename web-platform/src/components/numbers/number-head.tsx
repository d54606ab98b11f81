"use client";
import { Ban, ShieldCheck, Tag } from "lucide-react";
import { useState } from "react";
import { ListDialog } from "@/components/admin/list-dialog";
import { LabelDialog } from "@/components/labels/label-dialog";
import { BandBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Copy } from "@/components/ui/copy";
import { PageHead } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NumberPage } from "@/domain/types";
import { useMay } from "@/hooks/use-me";
import { regionName } from "@/lib/region-name";

/** What the number is, and what can be done about it. */
export function NumberHead({ page }: { page: NumberPage }) {
  const [asked, setAsked] = useState<"allow" | "block" | "label" | null>(null);
  const [mayLabel, mayList] = [useMay("work"), useMay("manage")];
  const close = () => setAsked(null);
  return (
    <>
      <PageHead
        title={
          <span className="num inline-flex items-center gap-1" data-fixed>
            {page.number} <Copy text={page.number} what="Copy number" />
          </span>
        }
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BandBadge band={page.band} />
            <span>{page.category}</span>
            {page.listed && <span>on the {page.listed}</span>}
            <span title="The number may have been ported since." data-fixed>
              {[page.carrier, page.region && regionName(page.region)].filter(Boolean).join(", ") ||
                "Carrier unknown"}
              {page.carrier && " (original allocation)"}
            </span>
            <span>last active {page.lastActive === null ? "never" : <Time at={page.lastActive} />}</span>
          </span>
        }
        actions={
          <>
            {mayLabel && (
              <Button onClick={() => setAsked("label")}>
                <Tag size={14} aria-hidden /> Say whether it commits fraud
              </Button>
            )}
            {mayList && (
              <>
                <Button onClick={() => setAsked("allow")}>
                  <ShieldCheck size={14} aria-hidden /> Allow
                </Button>
                <Button kind="danger" onClick={() => setAsked("block")}>
                  <Ban size={14} aria-hidden /> Block
                </Button>
              </>
            )}
          </>
        }
      />
      {asked === "label" && <LabelDialog number={page.number} type={page.type} onClose={close} />}
      {(asked === "allow" || asked === "block") && (
        <ListDialog list={asked} entry={page.number} onClose={close} />
      )}
    </>
  );
}
