"""A trained model: forest, calibration, what normal callers look like, and where all this came from."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.forest import Forest

#: Version of the model file; a program reads its own only.
FORMAT = 1
#: Rows of `Model.normal`: the percentiles 0 to 100.
PERCENTILES = 101


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Where a model came from and what it may be used for; the JSON file beside the model file.

    Attributes:
        format: version of the model file.
        sha256: hash of the model file, hex digits; empty until it is saved.
        features: names of the columns of a feature row, in order.
        feature_version: version of their definitions.
        data_sha256: hash of the training calls and of what was normal among them.
        trained_from: event time of the earliest training call, RFC 3339.
        trained_to: event time of the latest.
        callers: normal callers learnt from.
        rows: feature rows learnt from.
        seed: seed of everything random in training.
        trees: trees of the forest.
        max_samples: rows per tree.
        sklearn: version of scikit-learn that fitted the forest.
        metrics: what `training.evaluate` measured, by name.
    """

    format: int = FORMAT
    sha256: str = ""
    features: tuple[str, ...]
    feature_version: int
    data_sha256: str
    trained_from: str
    trained_to: str
    callers: int
    rows: int
    seed: int
    trees: int
    max_samples: int
    sklearn: str
    metrics: dict[str, float]

    @property
    def version(self) -> str:
        """What verdicts call the model: the first 12 digits of its file's hash, "unsaved" before it has a file."""
        return self.sha256[:12] or "unsaved"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything needed to judge a feature row.

    Attributes:
        forest: scores rows.
        calibration: turns scores into risk.
        normal: (101, features) float32, the percentiles 0 to 100 of each feature among the training rows; row 50 is the
            normal median.
        manifest: where all this came from.
    """

    forest: Forest
    calibration: Calibration
    normal: NDArray[np.float32]
    manifest: Manifest

    def __post_init__(self) -> None:
        width = len(self.manifest.features)
        if self.forest.features != width or self.normal.shape != (PERCENTILES, width):
            raise ValueError(f"forest and percentiles must have the manifest's {width} features")

    def risk(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Raw score and risk (0-100) of each feature row; both depend on that row alone, bit for bit."""
        scores = self.forest.score(rows)
        return scores, self.calibration.risk(scores)
