"""The report of an evaluation, as plain values for JSON; `docs/evaluate.md` tells what each figure means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.verdict import BANDS, DANGEROUS, FRAUD_TYPES, SUSPICIOUS
from training.baselines import Baseline
from training.evaluation.detection import RATES, allowed, bound, detection, found_at, name_of
from training.evaluation.labels import Labels, Victims
from training.evaluation.naming import type_accuracy
from training.evaluation.people import People, join
from training.evaluation.timing import calls_to_detect, delay, lead, saved

#: How many of the busiest flagged numbers are told.
BUSIEST = 20


def alerts(rows: NDArray[np.void], calls: int, text: Callable[[int], str]) -> dict[str, Any]:
    """What can be said without labels.

    Args:
        rows: array of `training.evaluation.seen.SEEN`.
        calls: how many calls were judged.
        text: a number as people read it.
    """
    flagged, watched = rows[rows["flag_ms"] > 0], rows[rows["watch_ms"] > 0]
    types = np.bincount(flagged["fraud_type"], minlength=len(FRAUD_TYPES)).tolist()
    busy = flagged[np.lexsort((flagged["number"], -flagged["calls"].astype(np.int64)))][:BUSIEST]
    return {
        "numbers": len(rows),
        "flagged": len(flagged),
        "watched": len(watched),
        "per_10000_calls": _per_10000(len(flagged), calls),
        "by_type": {name or "none": count for name, count in zip(FRAUD_TYPES, types, strict=True) if count},
        "by_band": {BANDS[band]: int((watched["band"] == band).sum()) for band in range(1, len(BANDS))},
        "busiest": [
            {
                "number": text(int(row["number"])),
                "calls": int(row["calls"]),
                "max_risk": float(row["max_risk"]),
                "fraud_type": FRAUD_TYPES[row["fraud_type"]],
            }
            for row in busy
        ],
    }


def labelled(
    rows: NDArray[np.void], calls: int, labels: Labels, victims: Victims | None, others: Sequence[Baseline]
) -> dict[str, Any]:
    """What can be said with labels, and with victims when there are any.

    Args:
        rows: array of `training.evaluation.seen.SEEN`.
        calls: how many calls were judged.
        labels: the truth.
        victims: who was hurt.
        others: baselines, to be told beside.
    """
    people = join(rows, labels)
    guilty, honest, floods = people.guilty, people.honest, people.floods
    # By the highest risk, as the baselines are; what stands in the end forgets suspicions that were withdrawn.
    risks, stands = people.rows["max_risk"].astype(np.float64), people.rows["standing"].astype(np.float64)
    found: dict[str, Any] = {
        "numbers": {
            "fraud": int(guilty.sum()),
            "floods": int(floods.sum()),
            "honest": int(honest.sum()),
            "unlisted": int((people.kinds == "unlisted").sum()),
            "fraud_without_calls": people.absent,
            "labelled_more_than_once": labels.repeated,
        },
        "at_threshold": _at(people, people.flagged, DANGEROUS, calls),
        "bands": {
            "SUSPICIOUS": _at(people, people.watched, SUSPICIOUS, calls),
            "DANGEROUS": _at(people, people.flagged, DANGEROUS, calls),
        },
        "detection": detection(risks[honest], risks[guilty]),
        "detection_by_standing": detection(stands[honest], stands[guilty]),
        "calls_to_detect": calls_to_detect(people, guilty),
        "delay": delay(people, guilty),
        "types": type_accuracy(people, guilty, FRAUD_TYPES),
        "fraud_kinds": _fraud_kinds(people, risks, others),
        "honest_kinds": _honest_kinds(people, risks, others),
        "baselines": [_baseline(people, other) for other in others],
    }
    if victims is not None:
        found["lead_time"] = lead(people, victims)
        found["victims"] = saved(people, victims)
    return found


def _at(people: People, reached: NDArray[np.bool_], risk: float, calls: int) -> dict[str, Any]:
    """What is found, and at what price, by those who ever reached a risk, (n,) bool."""
    guilty, honest, floods = people.guilty, people.honest, people.floods
    return {
        "risk": risk,
        "tpr": _share(guilty & reached, guilty),
        "floods_tpr": _share(floods & reached, floods),
        "false_flags": int((honest & reached).sum()),
        "false_flag_rate": _share(honest & reached, honest),
        "false_flags_per_10000_calls": _per_10000(int((honest & reached).sum()), calls),
    }


def _fraud_kinds(people: People, risks: NDArray[np.float64], others: Sequence[Baseline]) -> dict[str, Any]:
    """One row per kind of fraud, floods among them."""
    told: dict[str, Any] = {}
    for kind in people.kinds_of(people.fraud):
        mine = people.fraud & (people.kinds == kind)
        found = calls_to_detect(people, mine)
        row: dict[str, Any] = {
            "numbers": int(mine.sum()),
            "flagged": found["found"],
            "tpr": _share(mine & people.flagged, mine),
            "watched": int((mine & people.watched).sum()),
            "watched_share": _share(mine & people.watched, mine),
        }
        for rate in RATES:
            row[f"tpr_at_{name_of(rate)}"] = found_at(risks[people.honest], risks[mine], rate)
        row["median_calls"], row["p90_calls"] = found["median"], found["p90"]
        row["waiting_share"] = delay(people, mine)["waiting_share"]
        row["right_type"] = type_accuracy(people, mine, FRAUD_TYPES)["right"]
        row["baselines"] = {other.name: _kind_found(people, other, kind) for other in others}
        told[kind] = row
    return told


def _honest_kinds(people: People, risks: NDArray[np.float64], others: Sequence[Baseline]) -> dict[str, Any]:
    """One row per kind of honest number: how many are flagged, and who takes the false flags at each rate."""
    told: dict[str, Any] = {}
    limits = {rate: bound(risks[people.honest], allowed(int(people.honest.sum()), rate)) for rate in RATES}
    for kind in people.kinds_of(people.honest):
        mine = people.honest & (people.kinds == kind)
        row: dict[str, Any] = {
            "numbers": int(mine.sum()),
            "flagged": int((mine & people.flagged).sum()),
            "rate": _share(mine & people.flagged, mine),
            "watched": int((mine & people.watched).sum()),
            "watched_rate": _share(mine & people.watched, mine),
            "highest_risk": float(people.rows["max_risk"][mine].max()),
        }
        for rate in RATES:
            # Those at the bound itself are what keeps fraud with the same risk from being found.
            row[f"at_or_above_{name_of(rate)}"] = int((mine & (risks >= limits[rate])).sum())
        told[kind] = row
    return told


def _baseline(people: People, other: Baseline) -> dict[str, Any]:
    honest, guilty, _ = _sides(people, other)
    return {"name": other.name, **detection(other.scores[honest], other.scores[guilty])}


def _kind_found(people: People, other: Baseline, kind: str) -> dict[str, float | None]:
    honest, guilty, kinds = _sides(people, other)
    mine = other.scores[guilty & (kinds == kind)]
    return {f"tpr_at_{name_of(rate)}": found_at(other.scores[honest], mine, rate) for rate in RATES}


def _sides(people: People, other: Baseline) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.str_]]:
    """Which of a baseline's numbers are honest, which fraud, and the kind of each."""
    order = np.argsort(people.rows["number"])
    at = order[np.searchsorted(people.rows["number"][order], other.numbers)]
    return people.honest[at], people.guilty[at], people.kinds[at]


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float | None:
    return float(part.sum() / whole.sum()) if whole.any() else None


def _per_10000(count: int, calls: int) -> float | None:
    return count * 10_000 / calls if calls else None
