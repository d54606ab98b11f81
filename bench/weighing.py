"""What is found in worlds that were judged: by a number's own evidence, by calls, and with campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.worlds import Judged
from models.verdict import FRAUD_TYPES, VERDICT
from training.evaluation.campaigns import Watch, alive, quality
from training.evaluation.detection import RATES, found_at, name_of
from training.evaluation.naming import type_accuracy
from training.evaluation.people import People, join
from training.evaluation.queue import load
from training.evaluation.seen import Seen, all_raised
from training.evaluation.timing import calls_to_detect, lead

#: Kinds that place few calls from each number and take their time, by the names that any sort of world gives them.
SLOW: Final = (
    "vishing_kyc",
    "vishing_tax",
    "vishing_lottery",
    "imitator",
    "slow_ramp",
    "robocall",
    "subscription_fraud",
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of one world.

    Attributes:
        own: (people,) float32, the highest evidence that each number's own calls gave, of `alone`.
        alone, people: everybody, as judged by calls alone and with campaigns.
        lead_alone, lead: `training.evaluation.timing.lead` of both.
        campaigns: `training.evaluation.campaigns.quality`.
        queue: `training.evaluation.queue.load`.
        days: from the first call to the last.
    """

    own: NDArray[np.float32]
    alone: People
    people: People
    lead_alone: dict[str, Any]
    lead: dict[str, Any]
    campaigns: dict[str, Any]
    queue: dict[str, Any]
    days: float


def weigh(world: Judged) -> Weighed:
    """Find campaigns and alerts in a judged world, and compare all of it with the truth."""
    verdicts, watch = world.verdicts, Watch()
    held = watch.add(verdicts["position"], verdicts["end_ms"], world.events)
    last = watch.finish(int(verdicts["position"][-1]))
    alone, seen = Seen(), Seen()
    alone.add(verdicts, world.raised)
    seen.add(verdicts, all_raised(world.raised, held))
    seen.add(np.zeros(0, VERDICT), last)
    before, people = join(alone.rows(), world.labels), join(seen.rows(), world.labels)
    return Weighed(
        _evidence(before, verdicts),
        before,
        people,
        lead(before, world.victims),
        lead(people, world.victims),
        quality(people, alive(watch.book)),
        load(people, watch.ledger.alerts.values(), watch.book.campaigns, watch.span_ms),
        watch.span_ms / 86_400_000,
    )


def _evidence(people: People, verdicts: NDArray[np.void]) -> NDArray[np.float32]:
    numbers = people.rows["number"]
    order = np.argsort(numbers)
    highest = np.zeros(len(numbers), np.float32)
    np.maximum.at(highest, order[np.searchsorted(numbers[order], verdicts["number"])], verdicts["evidence"])
    return highest


def pooled(parts: Sequence[People]) -> People:
    """The people of several worlds as one crowd."""
    return People(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.kinds for part in parts]),
        np.concatenate([part.fraud for part in parts]),
        np.concatenate([part.campaigns for part in parts]),
        {},
    )


def _slow(people: People) -> NDArray[np.bool_]:
    return people.guilty & np.isin(people.kinds, SLOW)


def ranked(people: People, scores: NDArray[np.float32], name: str) -> dict[str, Any]:
    """Shares of the fraud numbers, and of those that stay low and slow, found by scores, (people,), at each rate."""
    honest = scores[people.honest]
    told: dict[str, Any] = {}
    for rate in RATES:
        told[f"{name}_at_{name_of(rate)}"] = found_at(honest, scores[people.guilty], rate)
        told[f"slow_{name}_at_{name_of(rate)}"] = found_at(honest, scores[_slow(people)], rate)
    return told


def detected(people: People, leads: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What is found, and how early."""
    leads = list(leads)
    guilty, honest, slow = people.guilty, people.honest, _slow(people)
    told: dict[str, Any] = ranked(people, people.rows["max_risk"], "found") | ranked(
        people, people.rows["standing"], "found_by_standing"
    )
    told |= {
        "flagged": _share(guilty & people.flagged, guilty),
        "slow_flagged": _share(slow & people.flagged, slow),
        "false_flag_rate": _share(honest & people.flagged, honest),
        "calls_to_detect": calls_to_detect(people, guilty),
        "types_right": type_accuracy(people, guilty, FRAUD_TYPES)["right"],
        "campaigns_with_complaint": sum(one["campaigns"] for one in leads),
        "flagged_before_complaint": sum(one["flagged_before"] for one in leads),
    }
    return told


def figures(worlds: Sequence[Weighed]) -> dict[str, Any]:
    """All figures of some worlds together."""
    alone, people = (pooled(parts) for parts in zip(*((one.alone, one.people) for one in worlds), strict=True))
    pairs = [one.campaigns["pairwise"] for one in worlds]
    right, wrong, missed = (sum(pair[name] for pair in pairs) for name in ("right", "wrong", "missed"))
    kept = [one.campaigns["rotation"] for one in worlds]
    queues = [one.queue for one in worlds]
    honest_days = sum(float(one.people.honest.sum()) * one.days for one in worlds)
    return {
        "worlds": len(worlds),
        "fraud_numbers": int(people.guilty.sum()),
        "honest_numbers": int(people.honest.sum()),
        "by_own_evidence": ranked(alone, np.concatenate([one.own for one in worlds]), "found"),
        "by_calls_alone": detected(alone, (one.lead_alone for one in worlds)),
        "with_campaigns": detected(people, (one.lead for one in worlds)),
        "pairwise_f1": 2 * right / (2 * right + wrong + missed) if right else None,
        "lowest_f1": min((pair["f1"] for pair in pairs if pair["f1"] is not None), default=None),
        "campaigns_per_true": _mean((one.campaigns["per_true"], one.campaigns["true_campaigns"]) for one in worlds),
        "rotations": sum(one["cases"] for one in kept),
        "rotations_kept": round(sum(one["cases"] * (one["kept"] or 0.0) for one in kept)),
        "alerts_per_campaign": _mean((one["per_campaign"], one["campaigns"]) for one in queues),
        "campaigns_within_three_alerts": _mean((one["within_three"], one["campaigns"]) for one in queues),
        "false_alerts": sum(one["false"] for one in queues),
        "false_alerts_per_10000_a_day": sum(one["false"] for one in queues) * 10_000 / honest_days,
    }


def _share(part: Any, whole: Any) -> float | None:
    return float(part.sum() / whole.sum()) if whole.any() else None


def _mean(pairs: Iterable[tuple[float | None, int]]) -> float | None:
    """The mean of means, each weighed by how many it is of."""
    known = [(mean, count) for mean, count in pairs if mean is not None and count]
    return sum(mean * count for mean, count in known) / sum(count for _, count in known) if known else None
