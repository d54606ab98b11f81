"""GET /api/model: the model in use, what it looks at, and whether today's calls look like those it has learnt from."""

from __future__ import annotations

from functools import lru_cache

from aiohttp import web

from app.web.answers import answer
from app.web.schema.model import (
    CalibrationAnchor,
    CalibrationKnot,
    DriftAnswer,
    FeatureReach,
    FeatureShift,
    ModelAnswer,
    ModelManifest,
    TailShare,
)
from app.web.site import site_of
from models.calibration import ANCHORS
from models.drift import ONE_IN, Drift
from models.explaining import reaches
from models.features import FEATURES
from models.instant import rfc3339
from models.model import Model


async def model(request: web.Request) -> web.Response:
    """The model's manifest, calibration and importances, and the drift of the calls that this worker has scored."""
    job = site_of(request).job
    used = job.detection.model
    return answer(
        ModelAnswer(
            manifest=_manifest(used),
            calibration=[CalibrationKnot(raw, risk) for raw, risk in used.calibration.knots],
            anchors=[CalibrationAnchor(round(1 / share), risk) for share, risk in ANCHORS],
            importances=_importances(used),
            drift=_drift(job.profile.drift, used),
        )
    )


def _manifest(used: Model) -> ModelManifest:
    told = used.manifest
    return ModelManifest(
        version=told.version,
        sha256=told.sha256,
        format=told.format,
        feature_version=told.feature_version,
        features=list(told.features),
        data_sha256=told.data_sha256,
        trained_from=told.trained_from,
        trained_to=told.trained_to,
        callers=told.callers,
        rows=told.rows,
        seed=told.seed,
        supervised=told.supervised,
        kinds=list(told.kinds),
        trees=told.trees,
        max_samples=told.max_samples,
        sklearn=told.sklearn,
        metrics=told.metrics,
    )


@lru_cache(maxsize=1)
def _importances(used: Model) -> list[FeatureReach]:
    """Computed once for a model: some 20 ms."""
    found = reaches(used)
    whole = sum(found.values()) or 1.0
    return [
        FeatureReach(name, FEATURES[name].meaning, round(reach, 4), round(reach / whole, 4))
        for name, reach in found.items()
    ]


def _drift(drift: Drift, used: Model) -> DriftAnswer:
    found = drift.found(used.normal)
    return DriftAnswer(
        calls=found.calls,
        callers=found.callers,
        sampled_one_in=ONE_IN,
        first_call=rfc3339(found.first_ms / 1000) if found.calls else None,
        last_call=rfc3339(found.last_ms / 1000) if found.calls else None,
        suspicious_share=_rounded(found.suspicious),
        dangerous_share=_rounded(found.dangerous),
        tails=[TailShare(tail.one_in, 1 / tail.one_in, round(tail.callers, 6)) for tail in found.tails],
        features=[
            FeatureShift(name, FEATURES[name].meaning, round(index, 4)) for name, index in found.features.items()
        ],
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)
