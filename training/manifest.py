"""The manifest of a model that has just been fitted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import sklearn

from models.features import NAMES
from models.features import VERSION as FEATURE_VERSION
from models.model import Manifest
from training.instant import instant
from training.lesson import Lesson


def manifest_of(
    teach: Sequence[Lesson], held: Sequence[Lesson], *, supervised: bool, rows: int, trees: int, seed: int
) -> Manifest:
    """Where a model came from; nothing is measured yet.

    Args:
        teach, held: lessons that taught it and that calibrated it.
        supervised: whether the second stage is on.
        rows: feature rows that the forest learnt from.
        trees: of the forest.
        seed: of everything random.
    """
    lessons = [*teach, *held]
    ends = np.concatenate([lesson.numbers.ends[[0, -1]] for lesson in lessons])
    kinds = {str(kind) for lesson in teach for kind in np.unique(lesson.kind) if kind}
    return Manifest(
        features=NAMES,
        feature_version=FEATURE_VERSION,
        data_sha256=hashlib.sha256("".join(lesson.digest for lesson in lessons).encode()).hexdigest(),
        trained_from=instant(int(ends.min())),
        trained_to=instant(int(ends.max())),
        callers=sum(int(np.count_nonzero(~lesson.guilty)) for lesson in teach),
        rows=rows,
        seed=seed,
        supervised=supervised,
        kinds=tuple(sorted(kinds)) if supervised else (),
        trees=trees,
        max_samples=min(256, rows),
        sklearn=sklearn.__version__,
        metrics={},
    )
