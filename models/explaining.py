"""Explaining: which features a risk rests on, and how rare they are among normal callers.

A feature's contribution is the risk that is lost when this feature alone is set to what it is for the normal caller in
the middle. For a caller with many reasons to be suspicious each single one may be worth nothing, since the others
suffice; the contributions are therefore also ordered by what the raw score, which has no ceiling, loses.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import company
from models.features import NAMES, features_of
from models.model import Model, whole_raw

#: Name of the contribution of a number's company: what is lost when it has no siblings.
SIBLINGS: Final = "siblings"
_MEDIAN: Final = 50


class Contribution(NamedTuple):
    """What one feature adds to a risk.

    Attributes:
        feature: a name of `models.features.NAMES`, or `SIBLINGS`.
        value: the feature's value; of `SIBLINGS` the evidence against them (`siblings_evidence`).
        percentile: normal callers' calls with a lower value and half of those with the same, percent; None for
            `SIBLINGS`.
        risk_lost: what the risk (0-100) would lose without it; below 0 when the feature speaks for the number.
        score_lost: the same for the raw score behind the risk (log-odds with a second stage), which has no ceiling.
    """

    feature: str
    value: float
    percentile: int | None
    risk_lost: float
    score_lost: float = 0.0


def model_risk(model: Model, rows: NDArray[np.float32], companies: NDArray[np.float32]) -> NDArray[np.float32]:
    """Risk (0-100) by the model alone, without rules and lists, (n,).

    Args:
        model: what judges.
        rows: (n, features) float32.
        companies: (n, `models.company.COUNT`) float32; what they say of the number itself is taken from `rows`.
    """
    return _weigh(model, rows, companies)[0]


def explain(model: Model, facts: NDArray[np.float32], company_row: NDArray[np.float32]) -> list[Contribution]:
    """The contributions of all features of one number and of its company, the greatest first.

    Args:
        model: what judged it.
        facts: (`models.facts.COUNT`,) float32.
        company_row: (`models.company.COUNT`,) float32, as `models.company.keep_company` gives it.
    """
    row = features_of(facts[None, :])[0]
    count = len(NAMES)
    # As it is; each feature in turn as the normal caller in the middle has it; without siblings.
    rows = np.tile(row, (count + 2, 1))
    rows[np.arange(1, count + 1), np.arange(count)] = model.normal[_MEDIAN]
    companies = np.tile(company_row, (count + 2, 1))
    companies[-1] = 0
    own = [company.CALLS, *range(company.PAST, company.CREW)]
    companies[-1, own] = company_row[own]
    risks, raw = _weigh(model, rows, companies)
    lost, score = (risks[0].astype(np.float64) - risks[1:]).tolist(), (raw[1:] - raw[0]).tolist()
    ranked = sorted(range(count + 1), key=lambda k: (-round(lost[k], 3), -score[k]))
    found = []
    for k in ranked:
        if k < count:
            found.append(Contribution(NAMES[k], float(row[k]), _percentile(model, k, row[k]), lost[k], score[k]))
        else:
            found.append(Contribution(SIBLINGS, float(company_row[company.SUM]), None, lost[k], score[k]))
    return found


def reaches(model: Model) -> dict[str, float]:
    """How far the raw score moves while one feature alone goes through all that normal callers have.

    The others stay as the normal caller in the middle has them, so what features do together is not in it. The raw
    score is the log-odds of fraud with a second stage, by all its trees, else the forest's.

    Args:
        model: what judges.

    Returns:
        By feature, the greatest first; at least 0.
    """
    if model.whole is not None:  # normal callers leave the cascade early: that would be all that is seen of them
        model = replace(model, whole=replace(model.whole, floor=-math.inf))
    found = {}
    companies = np.zeros((len(model.normal), company.COUNT), np.float32)
    for place, name in enumerate(NAMES):
        rows = np.tile(model.normal[_MEDIAN], (len(model.normal), 1))
        rows[:, place] = model.normal[:, place]
        raw = _weigh(model, rows, companies)[1]
        found[name] = float(raw.max() - raw.min())
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _percentile(model: Model, feature: int, value: np.float32) -> int:
    column = model.normal[:, feature]
    below, upto = np.searchsorted(column, value, side="left"), np.searchsorted(column, value, side="right")
    return round(float(below + upto) / 2 / len(column) * 100)


def _weigh(
    model: Model, rows: NDArray[np.float32], companies: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Risks, and the raw scores behind them (lower is worse), each (n,)."""
    rows = np.ascontiguousarray(rows, np.float32)
    scores, evidence, novelty = model.numbers.judge(rows)
    seen = np.array(companies, np.float32)
    seen[:, company.OWN] = evidence
    company.mirror(seen, rows)
    raw = whole_raw(model.whole, rows, scores, seen)
    return np.maximum(model.calibration.risk(raw), novelty), raw
