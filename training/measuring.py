"""How well a model does on callers it has never seen, in a few figures for its manifest.

`ringfence evaluate` tells far more; this is what a model says of itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from models.calibration import ANCHORS
from models.detector import Detector
from models.model import Model
from models.standing import follow
from models.verdict import DANGEROUS, SUSPICIOUS
from training.lesson import FLOODS, Lesson
from training.stages import recalled_worst


def found_at(lessons: Sequence[Lesson], detector: Detector, share: float) -> float:
    """Share of the fraudsters found by a detector alone at a share of false flags, both 0 to 1; floods apart."""
    return _found(lessons, _alone(lessons, detector), share)


def precision(lessons: Sequence[Lesson], detector: Detector) -> float:
    """Average precision of a detector alone over the callers of some lessons, 0 to 1; floods apart."""
    innocent, fraud = _classes(lessons)
    judged = innocent | fraud
    if not fraud.any():
        return 0.0
    return float(average_precision_score(fraud[judged], _alone(lessons, detector)[judged]))


def _alone(lessons: Sequence[Lesson], detector: Detector) -> NDArray[np.float32]:
    """What stands against every caller in the end by a detector's evidence alone."""
    risks = [risk_of_evidence(detector.judge(lesson.rows)[1]) for lesson in lessons]
    return np.concatenate([standing(*pair) for pair in zip(lessons, risks, strict=True)])


def standing(lesson: Lesson, risks: NDArray[np.float32]) -> NDArray[np.float32]:
    """The risk that stands against each caller in the end, (people,), given that of each call, (n,)."""
    found = np.zeros(len(lesson.people), np.float32)
    follow(lesson.who, risks, np.ones(len(risks), bool), found)
    return found


def risk_of_evidence(evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """The risk that evidence alone stands for, (n,)."""
    logs = [-math.log10(share) for share, _ in ANCHORS]
    return np.interp(evidence, [*logs, 8.0], [*(risk for _, risk in ANCHORS), 100.0]).astype(np.float32)


def measure(model: Model, lessons: Sequence[Lesson]) -> dict[str, float]:
    """Figures over all callers of some lessons; blocks are seen, handsets and trunks are not.

    Returns:
        `normal_callers` and `fraud_callers` (floods apart), how many there were; for each band `normal_<band>` and
        `fraud_<band>`, the share ever in it; `found_1e-4` and `found_1e-3`, the share of fraudsters found by the risk
        that stands in the end at these shares of false flags. What has nobody to be measured on is left out.
    """
    worst, stands = [], []
    for lesson in lessons:
        rows = lesson.rows
        scores, evidence, novelty = model.numbers.judge(rows)
        company = lesson.company(evidence)
        risks = np.maximum(model.risk(rows, scores, company.rows), novelty)
        again = model.recall.risk(recalled_worst(lesson, company, model.company))
        worst.append(np.maximum(again, -lesson.worst(-risks.astype(np.float64))))
        stands.append(standing(lesson, risks))
    ever = np.concatenate(worst)
    innocent, fraud = _classes(lessons)
    metrics = {"normal_callers": float(innocent.sum()), "fraud_callers": float(fraud.sum())}
    for name, band in (("suspicious", SUSPICIOUS), ("dangerous", DANGEROUS)):
        for kind, members in (("normal", innocent), ("fraud", fraud)):
            if members.any():
                metrics[f"{kind}_{name}"] = float((ever[members] >= band).mean())
    if fraud.any():
        metrics["found_1e-4"] = _found(lessons, np.concatenate(stands), 1e-4)
        metrics["found_1e-3"] = _found(lessons, np.concatenate(stands), 1e-3)
    return metrics


def _classes(lessons: Sequence[Lesson]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    guilty = np.concatenate([lesson.guilty for lesson in lessons])
    flood = np.concatenate([np.isin(lesson.kind, list(FLOODS)) for lesson in lessons])
    return ~guilty, guilty & ~flood


def _found(lessons: Sequence[Lesson], risks: NDArray[np.float32], share: float) -> float:
    innocent, fraud = _classes(lessons)
    if not fraud.any():
        return 0.0
    # One more innocent caller at or above the threshold would be one too many; ties count against the detector.
    threshold = np.sort(risks[innocent])[::-1][int(share * innocent.sum())]
    return float((risks[fraud] > threshold).mean())
