"""The model in use, and whether today's calls look like those it has learnt from."""

from __future__ import annotations

from msgspec import Struct

from app.web.schema.common import Risk, Share


class ModelManifest(Struct):
    """Where a model came from; as in the manifest beside the model file."""

    version: str
    sha256: str
    format: int
    feature_version: int
    features: list[str]
    data_sha256: str
    trained_from: str
    trained_to: str
    callers: int
    rows: int
    seed: int
    supervised: bool
    kinds: list[str]
    trees: int
    max_samples: int
    sklearn: str
    metrics: dict[str, float]


class CalibrationKnot(Struct):
    """A raw score (lower is worse) and the risk that it means; in between it is linear."""

    raw: float
    risk: Risk


class CalibrationAnchor(Struct):
    """How rarely a normal caller ever reaches a risk: one in so many."""

    one_in: int
    risk: Risk


class FeatureReach(Struct):
    """How far a feature alone moves the raw score among normal callers, and its share of what all features do."""

    feature: str
    meaning: str
    reach: float
    share: Share


class TailShare(Struct):
    """Callers that look as strange as one normal caller in `one_in` ever does."""

    one_in: int
    expected: Share
    observed: Share


class FeatureShift(Struct):
    """Population stability index of a feature against normal callers' calls."""

    feature: str
    meaning: str
    index: float


class DriftAnswer(Struct):
    """The latest calls that this worker has scored against what the model knows; null and empty with too few."""

    calls: int
    callers: int
    sampled_one_in: int
    first_call: str | None
    last_call: str | None
    suspicious_share: Share | None
    dangerous_share: Share | None
    tails: list[TailShare]
    features: list[FeatureShift]


class ModelAnswer(Struct):
    """The model in use on this worker."""

    manifest: ModelManifest
    calibration: list[CalibrationKnot]
    anchors: list[CalibrationAnchor]
    importances: list[FeatureReach]
    drift: DriftAnswer
