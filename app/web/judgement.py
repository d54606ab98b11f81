"""What is to be said of a number now: its profile and its block, judged again by what judges calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import facts as f
from models.company import COMPANY
from models.explaining import Contribution, explain
from models.judging import Subjects, judge_numbers
from models.leg import LEG
from models.lists import Lists
from models.model import Model
from models.phrases import is_extreme, tell
from models.rules import Reason, RuleSet
from models.verdict import FLASH_CALL, FRAUD_TYPES

#: Reasons that the model gives at most, and the risk that one must be worth to be given first.
TOLD, WORTH = 5, 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What model and rules say of a number as it is now.

    Attributes:
        facts: by name, those about siblings included.
        fraud_type: type that they name, "" = none.
        confidence: of that type, 0-1.
        contributions: of features and siblings, the greatest first.
        fired: the rules that fire, those that name the type first in front.
        phrases: the model's reasons.
        flash_calls: the rules call it a flash-call service, and nothing worse.
    """

    facts: dict[str, float]
    fraud_type: str
    confidence: float
    contributions: list[Contribution]
    fired: tuple[Reason, ...]
    phrases: list[str]
    flash_calls: bool


def judge_now(
    model: Model, rules: RuleSet, number: int, profile: NDArray[np.void], block: NDArray[np.void]
) -> Judgement:
    """Judge a number that has placed a call, as it is now; nothing is changed by it.

    It may differ from its last verdict: calls received since then, call-backs among them, and siblings that have turned
    out to be strange count.

    Args:
        model, rules: what judges.
        number: its id.
        profile: (1,) array of `PROFILE`.
        block: (1,) array of `COMPANY`, empty when it has no block.
    """
    facts = f.facts_of(profile)
    legs = np.zeros(1, LEG)
    legs["subject"], legs["end_ms"] = number, profile["out_last"].astype(np.int64) * 1000
    place = np.array([0 if len(block) else -1], np.int32)
    subjects = Subjects(legs, place, np.zeros(1, np.bool_), Lists().codes(legs["subject"], legs["end_ms"]), facts)
    judged, company = judge_numbers(model, rules, subjects, block if len(block) else np.zeros(1, COMPANY))
    named = dict(zip(f.NAMES, facts[0].tolist(), strict=True))
    found = explain(model, facts[0], company.rows[0])
    ruled = rules.fraud_type("number", judged.rules)
    return Judgement(
        facts=named,
        fraud_type=FRAUD_TYPES[int(judged.types[0])],
        confidence=int(judged.confidence[0]) / 100,
        contributions=found,
        fired=rules.reasons("number", int(judged.rules[0]), facts[0]),
        phrases=_phrases(found, named, model.normal),
        flash_calls=int(ruled[0]) == FLASH_CALL,
    )


def _phrases(found: list[Contribution], facts: dict[str, float], normal: NDArray[np.float32]) -> list[str]:
    """What the risk rests on; and where it rests on nothing alone, what hardly any normal caller has."""
    # How long the network has been watched is no trait of a number.
    found = [one for one in found if one.feature != "watched"]
    worth = [one for one in found if one.risk_lost >= WORTH]
    rare = [one for one in found if one not in worth and one.score_lost > 0 and is_extreme(one, normal)]
    said = [tell(one, facts, normal) for one in (worth + rare)[: 2 * TOLD]]
    return list(dict.fromkeys(said))[:TOLD]
