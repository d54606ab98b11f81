import type { Dto } from "@/api/dto";
import { parseTime } from "@/lib/time";

/** What the explainability page shows of a model. */
export interface Model {
  manifest: { label: string; value: string; at?: number | null }[];
  metrics: [string, number][];
  version: string;
  callers: number;
  calibration: { raw: number; risk: number }[];
  anchors: { oneIn: number; risk: number }[];
  importances: { name: string; meaning: string; share: number }[];
  drift: Drift;
}

export interface Drift {
  calls: number;
  callers: number;
  sampledOneIn: number;
  suspicious: number | null;
  dangerous: number | null;
  tails: { oneIn: number; expected: number; observed: number }[];
  features: { name: string; meaning: string; index: number }[];
}

export function modelOf(dto: Dto["ModelAnswer"]): Model {
  const m = dto.manifest;
  return {
    manifest: [
      { label: "Version", value: m.version },
      { label: "SHA-256", value: m.sha256 },
      { label: "Training data SHA-256", value: m.data_sha256 },
      { label: "Trained on calls from", value: m.trained_from, at: parseTime(m.trained_from) },
      { label: "Trained on calls to", value: m.trained_to, at: parseTime(m.trained_to) },
      { label: "Normal callers", value: String(m.callers) },
      { label: "Rows", value: String(m.rows) },
      { label: "Trees", value: String(m.trees) },
      { label: "Sample per tree", value: String(m.max_samples) },
      { label: "Features", value: `${m.features.length} (definitions ${m.feature_version})` },
      { label: "Taught kinds", value: m.supervised ? m.kinds.join(", ") : "none" },
      { label: "Seed", value: String(m.seed) },
      { label: "scikit-learn", value: m.sklearn },
      { label: "File format", value: String(m.format) },
    ],
    metrics: Object.entries(m.metrics),
    version: m.version,
    callers: m.callers,
    calibration: dto.calibration,
    anchors: dto.anchors.map((one) => ({ oneIn: one.one_in, risk: one.risk })),
    importances: dto.importances.map((one) => ({
      name: one.feature,
      meaning: one.meaning,
      share: one.share,
    })),
    drift: {
      calls: dto.drift.calls,
      callers: dto.drift.callers,
      sampledOneIn: dto.drift.sampled_one_in,
      suspicious: dto.drift.suspicious_share,
      dangerous: dto.drift.dangerous_share,
      tails: dto.drift.tails.map((one) => ({
        oneIn: one.one_in,
        expected: one.expected,
        observed: one.observed,
      })),
      features: dto.drift.features.map((one) => ({
        name: one.feature,
        meaning: one.meaning,
        index: one.index,
      })),
    },
  };
}
