"""Two detectors to be compared with: what a plain use of scikit-learn finds in the same records.

1. An Isolation Forest over the seed's five features of the last hour, or day, of each caller, taught by half of the
   honest callers and measured on the others.
2. Gradient boosting over everything that single numbers show in their last hour, taught with the true labels of half of
   the callers and measured on the other half, and the other way round.

Both judge every call and rank callers by their highest score, as the product is ranked by its highest risk. Floods
take part in neither. The second one is told the truth about half of the very world that it is tested on, other numbers
of the same campaigns included, which no detector in service is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from threadpoolctl import threadpool_limits

from training.evaluation.windows import COLUMNS, SEED_COLUMNS, window_rows

#: Rows that one caller teaches at most, so that call centres do not fill a sample alone.
ROWS_PER_CALLER = 16
#: With fewer callers of a side, halves of it teach nothing.
MIN_CALLERS = 4

_HOUR, _DAY = 3600, 86_400
_SCORED = 65_536  # rows at a time; scikit-learn's forest takes some 1 KB a row while it scores
# Counts and durations have heavy tails, which a forest splits badly; shares have none.
_LOGS = ("avg_call_duration", "total_calls", "unique_origin_regions", "unique_target_regions")

#: What is told while baselines are made: what is done now, and the part that is done, 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline makes of the callers.

    Attributes:
        name: what it is, for people.
        numbers: (n,) uint64, ids of the callers that it was measured on, rising.
        scores: (n,) highest score of each.
    """

    name: str
    numbers: NDArray[np.uint64]
    scores: NDArray[np.float64]


def baselines(
    calls: NDArray[np.void],
    fraudsters: NDArray[np.uint64],
    left_out: NDArray[np.uint64],
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> list[Baseline]:
    """Train and measure both baselines.

    Args:
        calls: array of `training.evaluation.windows.SLIM`.
        fraudsters: ids of the callers who commit fraud.
        left_out: ids of callers that take no part: floods.
        seed: of everything random.
        progress: is told how far it is.

    Returns:
        The forest over the last hour, the forest over the last day, and the taught one; nothing when there are fewer
        than `MIN_CALLERS` honest callers or fraudsters.
    """
    tell = progress or (lambda _what, _done: None)
    people, who = np.unique(calls["caller"], return_inverse=True)
    takes_part = ~np.isin(people, left_out)
    fraud = np.isin(people, fraudsters) & takes_part
    honest = takes_part & ~fraud
    if min(fraud.sum(), honest.sum()) < MIN_CALLERS:
        return []
    rng = np.random.default_rng(seed)
    half = rng.permutation(len(people)) % 2 == 0
    tell("baseline: rows of the last hour", 0.0)
    hour = window_rows(calls, _HOUR)
    found = []
    measured = takes_part & ~(honest & half)
    for name, rows, done in (("hour", hour, 0.1), ("day", None, 0.3)):
        tell(f"baseline: Isolation Forest over the last {name}", done)
        scores = _forest(window_rows(calls, _DAY) if rows is None else rows, who, honest & half, rng, seed)
        highest = _highest(scores, who, len(people))
        found.append(
            Baseline(f"Isolation Forest, the seed's five features, last {name}", people[measured], highest[measured])
        )
    tell("baseline: gradient boosting", 0.5)
    scores = np.zeros(len(calls))
    for fold, taught in enumerate((half, ~half)):
        scores[~taught[who]] = _boosting(hour, who, fraud, taught & takes_part, ~taught, rng, seed)
        tell("baseline: gradient boosting", 0.75 + fold / 4)
    highest = _highest(scores, who, len(people))
    name = "Gradient boosting with labels, single numbers, last hour"
    found.append(Baseline(name, people[takes_part], highest[takes_part]))
    return found


def _forest(
    rows: NDArray[np.float32], who: NDArray[np.intp], teachers: NDArray[np.bool_], rng: np.random.Generator, seed: int
) -> NDArray[np.float64]:
    """Anomaly score of each row."""
    features = rows[:, : len(SEED_COLUMNS)].copy()
    for name in _LOGS:
        column = COLUMNS.index(name)
        features[:, column] = np.log1p(features[:, column])
    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed)
    forest.fit(features[_draw(who, teachers, rng)])
    parts = [-forest.score_samples(features[at : at + _SCORED]) for at in range(0, len(features), _SCORED)]
    return np.concatenate(parts)


def _boosting(
    rows: NDArray[np.float32],
    who: NDArray[np.intp],
    fraud: NDArray[np.bool_],
    teachers: NDArray[np.bool_],
    judged: NDArray[np.bool_],
    rng: np.random.Generator,
    seed: int,
) -> NDArray[np.float64]:
    """Probability of fraud of each row of the judged callers."""
    sample = _draw(who, teachers, rng)
    taught = fraud[who[sample]]
    asked = rows[judged[who]]
    if taught.all() or not taught.any():
        return np.zeros(len(asked))
    # Balanced, or a handful of fraudsters among thousands makes leaves that explode: on a world with ten of them the
    # average precision was .08 to .6 without, .86 to 1 with it. On one thread: its threads wait for each other, which
    # on a busy machine takes several times as long, and one gives the same sums everywhere.
    model = HistGradientBoostingClassifier(
        max_iter=100, class_weight="balanced", random_state=seed, early_stopping=False
    )
    with threadpool_limits(1):
        model.fit(rows[sample], taught)
        return np.asarray(model.predict_proba(asked)[:, 1])


def _draw(who: NDArray[np.intp], chosen: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.intp]:
    """Indices of at most `ROWS_PER_CALLER` random rows of each chosen caller, rising."""
    rows = rng.permutation(np.flatnonzero(chosen[who]))
    rows = rows[np.argsort(who[rows], kind="stable")]
    _, first, count = np.unique(who[rows], return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(first, count)
    return np.sort(rows[place < ROWS_PER_CALLER])


def _highest(scores: NDArray[np.float64], who: NDArray[np.intp], people: int) -> NDArray[np.float64]:
    highest = np.full(people, -np.inf)
    np.maximum.at(highest, who, scores)
    return highest
