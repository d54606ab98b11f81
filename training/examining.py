"""What a training report tells of a model, from callers that have taught it nothing.

Blocks are seen, handsets and trunks are not, as in `training.measuring`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import company
from models.calibration import ANCHORS
from models.features import FEATURES
from models.model import Model
from training.lesson import FLOODS, Lesson
from training.measuring import standing
from training.sampling import draw
from training.stages import recalled_worst

# Rows of one caller, and of each class, that importances are measured on: some 50 times they are judged.
_ROWS_PER_CALLER, _ROWS = 4, 3000
_OWN = {company.OWN, company.CALLS, *range(company.PAST, company.CREW)}
_SIBLINGS = [column for column in range(company.COUNT) if column not in _OWN]


class Importance(NamedTuple):
    """What a feature is worth.

    Attributes:
        name: of the feature, or "siblings" for all that is known of them.
        meaning: in plain words.
        lost: points of risk by which fraudulent and normal calls come closer when its values are dealt out anew.
    """

    name: str
    meaning: str
    lost: float


@dataclass(frozen=True, slots=True)
class Examination:
    """The callers examined, each array (people,), and importances, the largest first.

    Attributes:
        kind: fraud labels, "" for the normal.
        stands: the risk that stands against each in the end, 0-100.
        ever: the highest risk it ever had.
        importances: of all features; empty where there are no fraudulent or no normal calls to tell apart.
    """

    kind: NDArray[np.str_]
    stands: NDArray[np.float32]
    ever: NDArray[np.float64]
    importances: tuple[Importance, ...]

    @property
    def normal(self) -> NDArray[np.bool_]:
        """Who is normal, (people,)."""
        return np.asarray(self.kind == "")

    @property
    def fraud(self) -> NDArray[np.bool_]:
        """Who is a fraudster that is measured, (people,): floods stand apart."""
        return ~self.normal & ~np.isin(self.kind, list(FLOODS))

    def found(self, who: NDArray[np.bool_], flagged: int) -> float:
        """Share of some callers found when at most so many normal ones are flagged; ties count against the model."""
        return float(self.curve(who, flagged)[-1])

    def curve(self, who: NDArray[np.bool_], most: int) -> NDArray[np.float64]:
        """`found` for none to `most` normal callers flagged, (most + 1,)."""
        limits = np.sort(self.stands[self.normal])[::-1][: most + 1]
        risks = np.sort(self.stands[who])
        return 1.0 - np.searchsorted(risks, limits, side="right") / len(risks)


def allowed(risk: float) -> float:
    """Share of normal callers that may ever reach a risk.

    >>> allowed(50.0), round(allowed(85.0), 6)
    (0.001, 0.0001)
    """
    logs = [math.log10(share) for share, _ in ANCHORS]
    return float(10.0 ** np.interp(risk, [value for _, value in ANCHORS], logs))


class _Sample(NamedTuple):
    rows: NDArray[np.float32]
    companies: NDArray[np.float32]
    fraud: NDArray[np.bool_]


def examine(model: Model, lessons: Sequence[Lesson], seed: int = 0) -> Examination:
    """Examine a model on lessons that it has not seen.

    Args:
        model: the model.
        lessons: may be none.
        seed: of the rows drawn and dealt out anew for the importances.
    """
    rng = np.random.default_rng(seed)
    kinds, stands, ever, samples = [], [], [], []
    for lesson in lessons:
        rows = lesson.rows
        scores, evidence, novelty = model.numbers.judge(rows)
        kept = lesson.company(evidence)
        risks = np.maximum(model.risk(rows, scores, kept.rows), novelty)
        again = model.recall.risk(recalled_worst(lesson, kept, model.company))
        kinds.append(lesson.kind)
        stands.append(standing(lesson, risks))
        ever.append(np.maximum(again, -lesson.worst(-risks.astype(np.float64))))
        samples.append(_sample(lesson, rows, kept.rows, rng))
    if not kinds:
        return Examination(np.zeros(0, "U1"), np.zeros(0, np.float32), np.zeros(0), ())
    sample = _Sample(*(np.concatenate(part) for part in zip(*samples, strict=True)))
    return Examination(
        np.concatenate(kinds), np.concatenate(stands), np.concatenate(ever), _importances(model, sample, rng)
    )


def _sample(
    lesson: Lesson, seen: NDArray[np.float32], companies: NDArray[np.float32], rng: np.random.Generator
) -> _Sample:
    """Some rows of every caller, so that busy ones do not decide."""
    flood = np.isin(lesson.kind[lesson.who], list(FLOODS))
    classes = (~lesson.guilty[lesson.who], lesson.fraud & ~flood)
    picked = [draw(lesson.who, chosen, _ROWS_PER_CALLER, rng).rows for chosen in classes]
    rows = np.concatenate(picked)
    return _Sample(seen[rows], companies[rows], np.arange(len(rows)) >= len(picked[0]))


def _importances(model: Model, sample: _Sample, rng: np.random.Generator) -> tuple[Importance, ...]:
    drawn = []
    for members in (~sample.fraud, sample.fraud):
        places = np.flatnonzero(members)
        if not len(places):
            return ()
        drawn.append(rng.choice(places, _ROWS, replace=False) if len(places) > _ROWS else places)
    picked = np.concatenate(drawn)
    rows, companies, fraud = (part[picked] for part in sample)
    whole = _gap(model, rows, companies, fraud)
    found = []
    for column, (name, feature) in enumerate(FEATURES.items()):
        dealt = rows.copy()
        dealt[:, column] = rng.permutation(dealt[:, column])
        found.append(Importance(name, feature.meaning, whole - _gap(model, dealt, companies, fraud)))
    dealt = companies.copy()
    dealt[:, _SIBLINGS] = rng.permutation(dealt)[:, _SIBLINGS]
    lost = whole - _gap(model, rows, dealt, fraud)
    found.append(Importance("siblings", "all that is known of the other numbers of its block", lost))
    return tuple(sorted(found, key=lambda one: -one.lost))


def _gap(model: Model, rows: NDArray[np.float32], companies: NDArray[np.float32], fraud: NDArray[np.bool_]) -> float:
    """Mean risk of fraudulent rows less that of normal ones."""
    scores, evidence, novelty = model.numbers.judge(rows)
    seen = companies.copy()
    seen[:, company.OWN] = evidence
    company.mirror(seen, rows)
    risks = np.maximum(model.risk(rows, scores, seen), novelty)
    return float(risks[fraud].mean(dtype=np.float64) - risks[~fraud].mean(dtype=np.float64))
