"""Training: what normal callers do becomes a forest, and how rarely they do worse becomes its calibration.

1. Records become calls, calls become feature rows, by the code that runs online.
2. Callers with a fraud label are set aside. Of the normal ones some teach, some calibrate, some measure, nobody twice;
   other worlds can take over the last two tasks.
3. A busy caller would fill the forest alone, so each gives a few rows at most, drawn over his whole time.
4. Each calibrating caller gives one score, his lowest: a risk of 50 then stands for the share of *callers* who would
   ever be flagged, not the share of calls.
5. The result is measured on people it has never seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn.ensemble import IsolationForest

from models.calibration import calibrate
from models.features import NAMES
from models.features import VERSION as FEATURE_VERSION
from models.forest import Forest
from models.model import PERCENTILES, Manifest, Model
from training.errors import TrainingDataError
from training.evaluate import evaluate
from training.export import export_forest
from training.records import History, read_history
from training.rows import FeatureRows, feature_rows
from training.simulator import Scenario, simulate

#: What is told while training: what is done now, and the part that is done, 0 to 1.
Progress = Callable[[str, float], None]

#: The world that `ringfence train` learns from unless told otherwise: two days, so that a profile's 24 hours fill up.
DEFAULT_SCENARIO = Scenario(subscribers=4000, hours=48.0)

#: Rows of one caller at most.
ROWS_PER_CALLER = 32
#: With fewer normal callers there is too little variety to learn.
MIN_CALLERS = 100

#: Worlds that calibrate a model trained on a simulated one. One world of 4,000 callers says too little about one caller
#: in 10,000: its threshold would jump from world to world.
CALIBRATION_WORLDS = 4

# Parts of the normal callers that teach, calibrate and measure, in proportion.
_TEACH, _CALIBRATE, _MEASURE = 5, 3, 2

_Records = Iterable[Mapping[str, Any]]


def train_on(scenario: Scenario = DEFAULT_SCENARIO, *, seed: int = 0, progress: Progress | None = None) -> Model:
    """Train on a simulated world, calibrate and measure on others, grown from the seeds that follow.

    Args:
        scenario: the world that teaches; the next seed's measures, `CALIBRATION_WORLDS` more calibrate.
        seed: of the forest and of the draws of training; the worlds have their own.
        progress: is told how far it is.

    Raises:
        TrainingDataError: when the worlds have too few callers.
    """
    unseen, *others = (replace(scenario, seed=scenario.seed + k) for k in range(1, CALIBRATION_WORLDS + 2))
    return train(
        simulate(scenario),
        calibrate_on=[simulate(other) for other in others],
        held_back=simulate(unseen),
        seed=seed,
        progress=progress,
    )


def train(
    records: _Records,
    *,
    calibrate_on: Sequence[_Records] = (),
    held_back: _Records | None = None,
    seed: int = 0,
    trees: int = 100,
    max_samples: int = 256,
    default_region: str = "US",
    zone: str = "UTC",
    progress: Progress | None = None,
) -> Model:
    """Train a model; the same records and seed give the same arrays, byte for byte.

    Args:
        records: of the record contract, ordered by the end of their calls. Callers with a fraud `true_label` are never
            learnt from; without labels everybody counts as normal.
        calibrate_on: records of other worlds, each with people of its own; when empty, some of `records`' people.
        held_back: records of other people to measure on; when None, some of `records`' people and its fraudsters.
        seed: of everything random.
        trees: trees of the forest.
        max_samples: rows per tree.
        default_region: reads numbers without a country code (ISO 3166).
        zone: tells night (IANA).
        progress: is told how far it is.

    Raises:
        TrainingDataError: when there are fewer than `MIN_CALLERS` normal callers, or too few to calibrate on.
    """
    tell = progress or (lambda _what, _done: None)
    steps = 3.0 + len(calibrate_on) + (held_back is not None)
    rng = np.random.default_rng(seed)

    def prepare(source: _Records) -> _World:
        history = read_history(source, default_region, zone)
        return _World(history, feature_rows(history.calls))

    tell("reading calls", 0.0)
    world = prepare(records)
    teachers, calibrators, judges = _split(world, rng, calibrate=not calibrate_on, measure=held_back is None)
    tell("growing the forest", 1.0 / steps)
    sample = world.data.rows[_draw(world.data.callers, teachers, rng)]
    forest = export_forest(_fit(sample, trees, min(max_samples, len(sample)), seed))
    lowest, digests = [_lowest(forest, world, calibrators)], [world.history.digest()]
    for k, source in enumerate(calibrate_on):
        tell("calibrating", (2.0 + k) / steps)
        other = prepare(source)
        lowest.append(_lowest(forest, other, other.normal))
        digests.append(other.history.digest())
    try:
        calibration = calibrate(np.concatenate(lowest))
    except ValueError as error:
        raise TrainingDataError(f"The records do not suffice: {error}.") from error
    tell("measuring", (2.0 + len(calibrate_on)) / steps)
    unseen = world if held_back is None else prepare(held_back)
    judged = np.concatenate([judges if held_back is None else unseen.normal, unseen.history.fraudsters])
    chosen = np.isin(unseen.data.callers, judged)
    risks = calibration.risk(forest.score(unseen.data.rows[chosen]))
    metrics = evaluate(risks, unseen.data.callers[chosen], unseen.history.fraudsters)
    tell("done", 1.0)
    ends = world.history.calls["end_ms"]
    manifest = Manifest(
        features=NAMES,
        feature_version=FEATURE_VERSION,
        data_sha256=hashlib.sha256("".join(digests).encode()).hexdigest(),
        trained_from=_instant(int(ends.min())),
        trained_to=_instant(int(ends.max())),
        callers=len(teachers),
        rows=len(sample),
        seed=seed,
        trees=trees,
        max_samples=min(max_samples, len(sample)),
        sklearn=sklearn.__version__,
        metrics=metrics,
    )
    normal = np.percentile(sample, np.arange(PERCENTILES), axis=0).astype(np.float32)
    return Model(forest, calibration, normal, manifest)


@dataclass(frozen=True, slots=True)
class _World:
    """Calls and their rows."""

    history: History
    data: FeatureRows

    @property
    def normal(self) -> NDArray[np.uint64]:
        """Ids of the normal callers, rising."""
        return np.setdiff1d(self.data.callers, self.history.fraudsters)


def _split(
    world: _World, rng: np.random.Generator, *, calibrate: bool, measure: bool
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Ids of the normal callers who teach, calibrate and measure."""
    normal = world.normal
    if len(normal) < MIN_CALLERS:
        raise TrainingDataError(
            f"Only {len(normal)} normal callers among {len(world.history.calls)} calls "
            f"({world.history.rejected} records rejected): give at least {MIN_CALLERS}."
        )
    parts = np.cumsum([_TEACH, _CALIBRATE * calibrate, _MEASURE * measure])
    first, second, _ = (len(normal) * parts // parts[-1]).tolist()
    mixed = rng.permutation(normal)
    return mixed[:first], mixed[first:second], mixed[second:]


def _draw(callers: NDArray[np.uint64], chosen: NDArray[np.uint64], rng: np.random.Generator) -> NDArray[np.intp]:
    """Indices of at most `ROWS_PER_CALLER` random rows of each chosen caller, rising."""
    rows = rng.permutation(np.flatnonzero(np.isin(callers, chosen)))
    rows = rows[np.argsort(callers[rows], kind="stable")]
    _, first, count = np.unique(callers[rows], return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(first, count)
    return np.sort(rows[place < ROWS_PER_CALLER])


def _fit(sample: NDArray[np.float32], trees: int, max_samples: int, seed: int) -> Any:
    return IsolationForest(n_estimators=trees, max_samples=max_samples, random_state=seed).fit(sample)


def _lowest(forest: Forest, world: _World, chosen: NDArray[np.uint64]) -> NDArray[np.float64]:
    """The lowest score of each chosen caller."""
    mine = np.isin(world.data.callers, chosen)
    people, who = np.unique(world.data.callers[mine], return_inverse=True)
    lowest = np.full(len(people), np.inf)
    np.minimum.at(lowest, who, forest.score(world.data.rows[mine]))
    return lowest


def _instant(ms: int) -> str:
    """RFC 3339 of an instant in ms.

    >>> _instant(1768176000000)
    '2026-01-12T00:00:00.000Z'
    """
    return f"{np.datetime64(ms, 'ms')}Z"
