"""Teaching the detectors of handsets and trunks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import features
from models.calibration import Calibration, calibrate
from models.detector import Detector
from models.features import features_of
from models.judging import GROUP_KINDS
from models.model import Group
from models.number_id import KIND_SHIFT
from training.lesson import Lesson
from training.sampling import draw
from training.stages import GROUP_BUDGET
from training.teaching import MIN_FRAUDSTERS, Matter, boost, grow_forest, with_score

#: Fewer groups of a kind than this cannot be learnt from.
MIN_GROUPS = 60
_ROWS = 6


class _Groups(NamedTuple):
    """Rows of the groups of one kind: features, the group of each row, and what each group is.

    A group is guilty when most of its calls are fraud by then, innocent when none is; others teach nothing.
    """

    rows: NDArray[np.float32]
    who: NDArray[np.intp]
    guilty: NDArray[np.bool_]
    innocent: NDArray[np.bool_]
    fraud: NDArray[np.bool_]
    members: NDArray[np.int64]

    def worst(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        lowest = np.full(len(self.guilty), np.inf)
        np.minimum.at(lowest, self.who, raw)
        return lowest


def teach_groups(teach: Sequence[Lesson], held: Sequence[Lesson], seed: int, trees: int) -> dict[str, Group]:
    """A detector for each kind of group that there is enough of, by its name."""
    found = {}
    for name, kind in GROUP_KINDS.items():
        taught = _collect(teach, kind)
        judged = _collect(held, kind)
        if taught.innocent.sum() < MIN_GROUPS or judged.innocent.sum() < MIN_GROUPS:
            continue
        found[name] = _teach(taught, judged, seed, trees)
    return found


def _collect(lessons: Sequence[Lesson], kind: int) -> _Groups:
    rows, who, fraud, guilty, innocent, members = [], [], [], [], [], []
    first = 0
    for lesson in lessons:
        groups = lesson.groups
        mine = np.flatnonzero(groups.subjects >> np.uint64(KIND_SHIFT) == kind)
        if not len(mine):
            continue
        groups = groups.take(mine)
        subjects, place = np.unique(groups.subjects, return_inverse=True)
        # What a call is, its caller's row says: both rows have the index of the call.
        call = np.zeros(int(max(groups.calls.max(), lesson.numbers.calls.max())) + 1, bool)
        call[lesson.numbers.calls] = lesson.fraud
        bad = call[groups.calls]
        share = np.bincount(place, bad) / np.bincount(place)
        pairs = np.unique(np.column_stack((place.astype(np.uint64), groups.members)), axis=0)
        rows.append(features_of(groups.facts))
        who.append(place + first)
        fraud.append(bad)
        guilty.append(share > 0.5)
        innocent.append(share == 0.0)
        members.append(np.bincount(pairs[:, 0].astype(np.intp), minlength=len(subjects)))
        first += len(subjects)
    if not rows:
        none = np.zeros(0, bool)
        empty = np.zeros((0, features.COUNT), np.float32)
        return _Groups(empty, np.zeros(0, np.intp), none, none, none, np.zeros(0, np.int64))
    return _Groups(*(np.concatenate(part) for part in (rows, who, guilty, innocent, fraud, members)))


def _teach(taught: _Groups, judged: _Groups, seed: int, trees: int) -> Group:
    rng = np.random.default_rng(seed)
    honest = draw(taught.who, taught.innocent[taught.who], _ROWS, rng)
    bad = draw(taught.who, taught.guilty[taught.who] & taught.fraud, _ROWS, rng)
    picked = np.concatenate([honest.rows, bad.rows])
    fraud = np.arange(len(picked)) >= len(honest.rows)
    weights = np.concatenate([honest.weights, bad.weights])
    if fraud.any():
        weights[fraud] *= np.sqrt(weights[~fraud].sum() / weights[fraud].sum())
    matter = Matter(taught.rows[picked], fraud, weights, fraud.astype("U1"))
    forest, _ = grow_forest(matter, trees, 256, seed)
    booster = None
    if np.count_nonzero(taught.guilty) >= MIN_FRAUDSTERS:
        seen = Matter(with_score(matter.rows, forest), fraud, weights, matter.kinds)
        # In a group's in half its members are counted, so features that look at calls received mean something else.
        booster = boost(seen, (0,) * (features.COUNT + 1), seed, rounds=80, leaves=8)
    flat = Calibration(((-1.0, 1.0), (0.0, 0.0)))
    detector = Detector(forest, booster, flat, flat)
    scores, raw = detector.raw(judged.rows)
    novelty = calibrate(_by_member(judged, scores), budget=GROUP_BUDGET / 4)
    calibration = calibrate(_by_member(judged, raw), budget=GROUP_BUDGET)
    return Group(Detector(forest, booster, flat, novelty), calibration)


def _by_member(judged: _Groups, raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """The worst score of every innocent group, once for each of its members: all of them would be raised."""
    worst = judged.worst(raw)
    return np.repeat(worst[judged.innocent], np.maximum(judged.members[judged.innocent], 1))
