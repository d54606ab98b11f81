"""Cleaning: who of unlabelled callers is presumed normal.

Unlabelled traffic holds fraud, at times a lot of it, and a forest that learns a campaign calls it normal. So callers
who look fraudulent to what is known already are set aside, a forest is grown from the rest, those who stand out from it
on the suspicious side are set aside too, and again.

To set honest callers aside costs little, since the others teach the same; to keep a campaign costs its discovery.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.features import NAMES
from models.model import Model
from training.lesson import Lesson
from training.sampling import draw
from training.teaching import Matter, grow_forest

#: Evidence, by a model taught on other data, from which a caller is set aside: one normal caller in 30.
DOUBTFUL: Final = 1.5
#: Rounds of growing a forest and setting aside, and the share set aside in each.
ROUNDS: Final = 3
_SHARE: Final = 0.03
# Fraud hides among those who mostly call strangers; a caller who stands out otherwise is merely unusual.
_NEW, _OUT_IN = NAMES.index("new_ratio"), NAMES.index("people_out_in")


def presume_normal(
    lesson: Lesson, model: Model | None, seed: int, known: NDArray[np.bool_] | None = None
) -> Lesson:  # fmt: skip
    """The lesson without the callers who are not presumed normal.

    Args:
        lesson: of calls of which few are labelled, or none.
        model: taught on other, labelled data; None when there is none.
        seed: of the forests.
        known: (people,) whose label is known: they stay, and the fraudsters among them count for no normal ones.
    """
    known = np.zeros(len(lesson.people), bool) if known is None else known
    kept, seen = ~lesson.guilty, lesson.rows
    if model is not None:
        _, evidence, _ = model.numbers.judge(seen)
        kept &= (-lesson.worst(-evidence.astype(np.float64)) < DOUBTFUL) | known
    rng = np.random.default_rng(seed)
    for _ in range(ROUNDS):
        sample = draw(lesson.who, kept[lesson.who], 8, rng)
        rows = seen[sample.rows]
        matter = Matter(rows, np.zeros(len(rows), bool), sample.weights, np.zeros(len(rows), "U1"))
        forest, _ = grow_forest(matter, 50, 256, seed)
        worst = lesson.worst(forest.score(seen))
        kept &= ~_stand_out(lesson, seen, worst, kept) | known
    return lesson.of_people(kept | known)


def _stand_out(
    lesson: Lesson, seen: NDArray[np.float32], worst: NDArray[np.float64], kept: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The strangest of the callers who mostly call strangers and are called by few."""
    strangers = np.zeros(len(lesson.people), np.float64)
    np.maximum.at(strangers, lesson.who, (seen[:, _NEW] + seen[:, _OUT_IN]).astype(np.float64))
    suspicious = strangers > np.median(strangers[kept])
    limit = np.quantile(worst[kept], _SHARE)
    return suspicious & (worst <= limit)
