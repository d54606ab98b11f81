"use client";
import { LabelLine } from "@/components/labels/label-line";
import { FigureRow } from "@/components/ui/figure-row";
import type { NumberPage } from "@/domain/types";
import { decimal, percent } from "@/lib/format";
import { AlertsPanel } from "./alerts-panel";
import { CountsPanel } from "./counts-panel";
import { DecisionLine } from "./decision-line";
import { EvidencePanel } from "./evidence-panel";
import { FeaturePanel } from "./feature-panel";
import { HoursPanel } from "./hours-panel";
import { NumberHead } from "./number-head";
import { RiskPanel } from "./risk-panel";
import { VerdictPanel } from "./verdict-panel";

/** All that is known of one number. */
export function NumberDetail({ page }: { page: NumberPage }) {
  return (
    <div className="space-y-3">
      <NumberHead page={page} />
      <DecisionLine number={page.number} />
      <LabelLine number={page.number} />
      {!page.known && (
        <p className="rounded-lg border bg-panel px-3 py-2" role="status">
          The stream has never named this number. Nothing is known of it, so there is nothing to suspect.
        </p>
      )}
      <FigureRow
        across={4}
        figures={[
          {
            label: "Risk",
            value: decimal(page.risk),
            unit: "of 100",
            range: "now",
            of: "check-number.risk_score",
          },
          {
            label: "Own risk",
            value: decimal(page.ownRisk),
            unit: "of 100",
            range: "after its last call",
            of: "check-number.own_risk",
          },
          {
            label: "Anomaly score",
            value: decimal(page.anomaly, 3),
            unit: "0 to 1",
            range: "after its last call",
            of: "check-number.anomaly_score",
          },
          {
            label: "Confidence",
            value: percent(page.confidence),
            unit: page.type ?? undefined,
            range: "of the fraud type",
            of: "check-number.confidence",
          },
        ]}
      />
      <div className="grid gap-3 xl:grid-cols-2">
        <VerdictPanel page={page} />
        <CountsPanel page={page} />
        <FeaturePanel features={page.features} />
        <div className="min-w-0 space-y-3">
          {page.riskOverTime !== null && <RiskPanel points={page.riskOverTime} risk={page.risk} />}
          {page.hours !== null && <HoursPanel hours={page.hours} />}
          <EvidencePanel page={page} />
          <AlertsPanel page={page} />
        </div>
      </div>
      {page.modelVersion && (
        <p className="text-xs text-muted">
          Judged by model {page.modelVersion} and rules {page.rulesVersion}.
        </p>
      )}
    </div>
  );
}
