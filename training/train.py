"""Training: what callers do becomes a model that says how strange, how suspicious, and of what kind.

Records become calls, and calls become rows, by the code that runs online; `training.fitting` fits a model to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

import numpy as np

from models.label import Label
from models.model import Model
from training.analyst_labels import kinds_of
from training.analyst_labels import labelled as with_labels
from training.cleaning import presume_normal
from training.curriculum import Curriculum
from training.errors import TrainingDataError
from training.fitting import Examine, Progress, Tasks, fit
from training.lesson import Lesson
from training.records import read_history
from training.workshop import worlds_of

#: With fewer normal callers there is too little variety to learn.
MIN_CALLERS = 100
# Parts of the callers of files that teach, calibrate and measure.
_PARTS = (0.5, 0.3, 0.2)

_Records = Iterable[Mapping[str, Any]]


def train_on(
    curriculum: Curriculum | None = None,
    *,
    seed: int = 0,
    trees: int = 100,
    progress: Progress | None = None,
    examine: Examine | None = None,
) -> Model:
    """Train on simulated worlds; the same curriculum and seed give the same arrays, byte for byte.

    Args:
        curriculum: the worlds, the usual ones when None.
        seed: of the forest, the boosters and the draws of training; the worlds have their own.
        trees: trees of the forest.
        progress: is told how far it is.
        examine: looks at the finished model, for a report.

    Raises:
        TrainingDataError: when the worlds have too few callers.
        WorldsError: when they could not be made or kept.
    """
    tell = progress or (lambda _what, _done: None)
    with _worlds(curriculum or Curriculum(), tell) as tasks:
        return fit(tasks, seed=seed, trees=trees, progress=tell, examine=examine)


def train(
    records: _Records,
    *,
    curriculum: Curriculum | None = None,
    worlds: bool = True,
    seed: int = 0,
    trees: int = 100,
    default_region: str = "US",
    zone: str = "UTC",
    naive_zone: str | None = None,
    labels: Iterable[Label] = (),
    progress: Progress | None = None,
    examine: Examine | None = None,
) -> Model:
    """Train on records, beside simulated worlds unless told otherwise.

    The worlds teach what fraud looks like; the records teach what is normal here. Without labels, callers who look
    fraudulent to a model of the worlds alone are set aside first (`training.cleaning`).

    Args:
        records: of the record contract, ordered by the end of their calls. Callers with a fraud `true_label` are
            learnt as fraud, and never as normal.
        curriculum: the worlds.
        worlds: let simulated worlds take part. Without them and without labels only the forest is trained.
        seed: of everything random.
        trees: trees of the forest.
        default_region: reads numbers without a country code (ISO 3166).
        zone: tells night (IANA).
        naive_zone: of times that tell none; None rejects such records.
        labels: what analysts said of callers; goes before what the records say of them.
        progress: is told how far it is.
        examine: looks at the finished model, for a report.

    Raises:
        TrainingDataError: when there are fewer than `MIN_CALLERS` normal callers, or too few to calibrate on.
        WorldsError: when the worlds could not be made or kept.
    """
    tell = progress or (lambda _what, _done: None)
    tell("reading calls", 0.0)
    history = read_history(records, default_region, zone, naive_zone)
    site = Lesson.of(history)
    labelled = bool(site.guilty.any())
    site, known = with_labels(site, kinds_of(labels))
    if np.count_nonzero(~site.guilty) < MIN_CALLERS:
        raise TrainingDataError(
            f"Only {np.count_nonzero(~site.guilty)} normal callers among {len(history.calls)} calls "
            f"({history.rejected} records rejected): give at least {MIN_CALLERS}."
        )
    with _worlds(curriculum or Curriculum(), tell) if worlds else nullcontext(Tasks([], [], [])) as tasks:
        if not labelled:
            tell("setting suspects aside", 0.5)
            site = presume_normal(site, fit(tasks, seed=seed, trees=trees) if worlds else None, seed, known)
        teach, judge, unseen = site.split(_PARTS, seed)
        tasks.teach.append(teach)
        tasks.calibrate.append(judge)
        if labelled or not worlds:
            tasks.measure = [unseen]
        return fit(tasks, seed=seed, trees=trees, progress=tell, examine=examine)


@contextmanager
def _worlds(curriculum: Curriculum, tell: Progress) -> Iterator[Tasks]:
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        tell("living in simulated worlds", 0.5 * done / curriculum.count)

    with worlds_of(curriculum, told) as lessons:
        yield Tasks(**lessons)
