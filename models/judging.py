"""Judging: what detectors, rules and lists together say of each call, before it is weighed in order.

Every figure here is a function of one row alone (company apart, which `models.company` keeps in order), so it can be
computed for a whole micro-batch at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.company import Company, keep_company
from models.facts import MEMBERS
from models.features import features_of
from models.lists import BLOCKED, NOT_LISTED
from models.model import Model, whole_columns
from models.number_id import KIND_HANDSET, KIND_TRUNK
from models.rules import RuleSet
from models.verdict import SUSPICIOUS, UNKNOWN, Judged

#: Kinds of subjects beyond numbers, by name.
GROUP_KINDS = {"handset": KIND_HANDSET, "trunk": KIND_TRUNK}
_BLOCK_LISTED_RISK = 100.0
# Between one member and two, since members are counted by bits; with more than the second an interconnect with
# another network, whose callers have nothing to do with each other.
_SOME_MEMBERS, _MANY_MEMBERS = 1.5, 64.0


def is_company(facts: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether the members of a handset or trunk are company, (n,): there are several, and not a whole network's.

    With one member it says no more than its number does.
    """
    several: NDArray[np.bool_] = (facts[:, MEMBERS] > _SOME_MEMBERS) & (facts[:, MEMBERS] <= _MANY_MEMBERS)
    return several


@dataclass(frozen=True, slots=True)
class Subjects:
    """Out-legs of numbers, to be judged.

    Attributes:
        legs: (n,) array of `LEG`.
        blocks: (n,) int32, index of each number's block, -1 for none.
        counted: (n,) whether the call counted.
        codes: (n,) uint8, codes of `models.lists`.
        facts: (n, facts) float32; what they say of siblings is filled in.
    """

    legs: NDArray[np.void]
    blocks: NDArray[np.int32]
    counted: NDArray[np.bool_]
    codes: NDArray[np.uint8]
    facts: NDArray[np.float32]


def judge_numbers(model: Model, rules: RuleSet, subjects: Subjects, blocks: NDArray[np.void]) -> tuple[Judged, Company]:
    """Judge calls by their callers and the callers' company.

    Args:
        model, rules: what judges.
        subjects: the calls.
        blocks: array of `COMPANY`; brought up to date.
    """
    legs, facts = subjects.legs, subjects.facts
    rows = features_of(facts)
    scores, evidence, novelty = model.numbers.judge(rows)
    # A protected or allowed number casts no shadow on its siblings either.
    silent = subjects.codes > BLOCKED
    evidence = np.where(silent, np.float32(0), evidence)
    company = keep_company(
        blocks, subjects.blocks, legs["subject"], legs["end_ms"], subjects.counted, evidence, facts
    )  # fmt: skip
    masks = rules.fired("number", facts)
    risks = np.maximum(model.risk(rows, scores, company.rows), novelty)
    risks = np.minimum(risks, rules.risk_at_most("number", masks))
    by_rules = rules.risk("number", masks)
    ruled = rules.fraud_type("number", masks)
    risks = _listed(np.maximum(risks, by_rules), subjects.codes)
    types, confidence = _types(model, _Seen(rows, scores, company.rows), risks, by_rules, ruled)
    return Judged(-scores, risks, evidence, types, confidence, masks, subjects.codes), company


def judge_groups(
    model: Model,
    rules: RuleSet,
    kinds: NDArray[np.uint64],
    facts: NDArray[np.float32],
    codes: NDArray[np.uint8],
) -> Judged:
    """Judge calls by the handset or trunk that they went through.

    Args:
        model, rules: what judges.
        kinds: (n,) kind of each subject.
        facts: (n, facts) float32.
        codes: (n,) uint8, codes of `models.lists`.
    """
    count = len(kinds)
    scores, risks = np.zeros(count), np.zeros(count, np.float32)
    types, masks = np.zeros(count, np.uint8), np.zeros(count, np.uint64)
    # Nearly every handset has one member: what the others cost is saved.
    several = is_company(facts)
    for name, kind in GROUP_KINDS.items():
        mine = np.flatnonzero(several & (kinds == kind))
        if not len(mine):
            continue
        found = facts[mine]
        masks[mine] = fired = rules.fired(name, found)
        risks[mine] = by_rules = rules.risk(name, fired)
        types[mine] = rules.fraud_type(name, fired, hints=True)
        group = model.groups.get(name)
        if group is not None:
            raw, own = group.judge(features_of(found))
            most = rules.risk_at_most(name, fired)
            scores[mine], risks[mine] = -raw, np.maximum(np.minimum(own, most), by_rules)
    risks = _listed(risks, codes)
    types = np.where(risks >= SUSPICIOUS, np.where(types > 0, types, UNKNOWN), 0).astype(np.uint8)
    none = np.zeros(count, np.uint8)
    return Judged(scores, risks, np.zeros(count, np.float32), types, none, masks, codes)


def merged(count: int, first: NDArray[np.intp], one: Judged, second: NDArray[np.intp], other: Judged) -> Judged:
    """Two judgements in the order of the legs: those at places `first` and those at places `second`."""
    columns: list[Any] = []
    for left, right in zip(tuple[NDArray[Any], ...](one), tuple[NDArray[Any], ...](other), strict=True):
        column = np.empty(count, left.dtype)
        column[first], column[second] = left, right
        columns.append(column)
    return Judged(*columns)


def _listed(risks: NDArray[np.float32], codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Risks after the lists: allowed and protected numbers have none, blocked ones have all."""
    if not codes.any():
        return risks
    by_list = np.where(codes == BLOCKED, np.float32(_BLOCK_LISTED_RISK), np.float32(0))
    return np.where(codes == NOT_LISTED, risks, by_list)


class _Seen(NamedTuple):
    """What is looked at of every call: its feature row, the forest's score, its company row."""

    rows: NDArray[np.float32]
    scores: NDArray[np.float64]
    companies: NDArray[np.float32]


def _types(
    model: Model,
    seen: _Seen,
    risks: NDArray[np.float32],
    by_rules: NDArray[np.float32],
    ruled: NDArray[np.uint8],
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Types and confidence (percent) of the suspicious rows; 0 for the others.

    A rule that made the number suspicious names the type; otherwise the likeliest one by the labelled fraudsters that
    the model has seen.
    """
    types, confidence = np.zeros(len(risks), np.uint8), np.zeros(len(risks), np.uint8)
    hot = np.flatnonzero(risks >= SUSPICIOUS)
    if not len(hot):
        return types, confidence
    types[hot] = UNKNOWN
    if model.naming is not None:
        types[hot], likely = model.naming.name(whole_columns(seen.rows[hot], seen.scores[hot], seen.companies[hot]))
        confidence[hot] = np.round(likely * 100.0).astype(np.uint8)
    named = hot[(ruled[hot] > 0) & ((by_rules[hot] >= SUSPICIOUS) | (types[hot] == UNKNOWN))]
    types[named] = ruled[named]
    return types, confidence
