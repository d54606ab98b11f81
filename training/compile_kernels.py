"""Compiles the kernels once after an installation or an update, `python -m training.compile_kernels`.

numba keeps them on disk; without this the first worker would compile for ten seconds before it starts, and on a busy
machine several processes would do so at the same time.
"""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import IsolationForest

from models.calibration import Calibration
from models.engine import Engine
from models.features import COUNT, NAMES
from models.features import VERSION as FEATURE_VERSION
from models.model import PERCENTILES, Manifest, Model
from training.export import export_forest


def compile_kernels() -> None:
    """Run every kernel once, with a forest of one tree."""
    rows = np.random.default_rng(0).normal(size=(8, COUNT)).astype(np.float32)
    manifest = Manifest(
        features=NAMES, feature_version=FEATURE_VERSION, data_sha256="", trained_from="", trained_to="",
        callers=0, rows=len(rows), seed=0, trees=1, max_samples=len(rows), sklearn="", metrics={},
    )  # fmt: skip
    forest = export_forest(IsolationForest(n_estimators=1, random_state=0).fit(rows))
    calibration = Calibration(((-1.0, 100.0), (0.0, 0.0)))
    Engine(Model(forest, calibration, np.zeros((PERCENTILES, COUNT), np.float32), manifest), 1).warm_up()


if __name__ == "__main__":
    compile_kernels()
