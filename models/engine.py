"""From legs to verdicts: fold, score, judge. The stream job and every offline tool run this same code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import profile_codec
from models.company import COMPANY
from models.judging import Subjects, judge_groups, judge_numbers, merged
from models.leg import IN, LEG, OUT
from models.lists import Lists
from models.model import Model
from models.number import ANONYMOUS
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_SHIFT, KIND_TRUNK
from models.picking import joined, picked
from models.profile import new_profiles
from models.profile_fold import DUPLICATE, fold
from models.raising import raised_by_groups, raised_by_siblings
from models.rules import RuleSet
from models.verdict import judge


@dataclass(frozen=True, slots=True)
class State:
    """What legs are applied to; changed in place.

    Attributes:
        profiles: array of `PROFILE`, of the subjects that the legs name.
        blocks: array of `COMPANY`, of the blocks of the numbers that place calls.
    """

    profiles: NDArray[np.void]
    blocks: NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Batch:
    """Legs with their places in a `State`.

    Attributes:
        legs: (n,) array of `LEG`, in order.
        slots: (n,) int32, index of each leg's profile.
        blocks: (n,) int32, index of the block of each out-leg's number, -1 where it has none; not read of in-legs.
        lanes: (n,) uint8, source partition modulo 4 of each leg.
        protected: ids of short codes among the callers.
    """

    legs: NDArray[np.void]
    slots: NDArray[np.int32]
    blocks: NDArray[np.int32]
    lanes: NDArray[np.uint8]
    protected: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch of legs led to.

    Attributes:
        flags: (n,) per leg, `profile_fold.COUNTED`, `DUPLICATE`, `LATE` or `AFRESH`.
        verdicts: one `verdict.VERDICT` row per out-leg of a number, in order.
        facts: (verdicts, `models.facts.COUNT`) float32, the facts behind them.
        calls: (verdicts,) indices of their legs.
        raised: array of `raising.RAISED`, in order: numbers that a block, handset or trunk has raised.
        causes: (raised,) index of the leg that was the cause of each.
    """

    flags: NDArray[np.uint8]
    verdicts: NDArray[np.void]
    facts: NDArray[np.float32]
    calls: NDArray[np.intp]
    raised: NDArray[np.void]
    causes: NDArray[np.intp]


class Engine:
    """Folds, scores and judges legs.

    Args:
        model: the trained model.
        rules: the rules beside it.
        retention: seconds of event time after which a caller that has been silent starts afresh.
        lists: beat every score.
    """

    def __init__(self, model: Model, rules: RuleSet, retention: int, lists: Lists | None = None) -> None:
        self.model = model
        self.rules = rules
        self.retention = retention
        self.lists = lists or Lists()

    def run(self, state: State, batch: Batch) -> Outcome:
        """Apply legs in order."""
        legs, model = _without_protected_members(batch), self.model
        folded = fold(state.profiles, batch.slots, batch.lanes, legs, self.retention)
        outs = np.flatnonzero(legs["direction"] == OUT)
        placed = picked(legs, outs)
        counted = folded.flags[outs] != DUPLICATE
        kinds = placed["subject"] >> np.uint64(KIND_SHIFT)
        groups = np.flatnonzero(kinds >= KIND_HANDSET)
        numbers = np.flatnonzero(kinds < KIND_HANDSET) if len(groups) else np.arange(len(outs))
        codes = self.lists.codes(placed["subject"], placed["end_ms"], batch.protected)

        facts = folded.facts[numbers]
        calls = picked(placed, numbers)
        subjects = Subjects(calls, batch.blocks[outs[numbers]], counted[numbers], codes[numbers], facts)
        judged, company = judge_numbers(model, self.rules, subjects, state.blocks)
        if len(groups):
            others = judge_groups(model, self.rules, kinds[groups], folded.facts[groups], codes[groups])
            judged = merged(len(outs), numbers, judged, groups, others)
        verdicts = judge(state.profiles, batch.slots, legs, folded, judged)
        said = picked(verdicts, numbers)
        raised = raised_by_siblings(model, calls, company, said)
        raised["cause"] = outs[numbers[raised["cause"]]]
        if len(groups):
            by_groups = raised_by_groups(picked(placed, groups), picked(verdicts, groups), folded.rings)
            by_groups["cause"] = outs[groups[by_groups["cause"]]]
            raised = joined([raised, by_groups])
            raised = picked(raised, np.argsort(raised["position"], kind="stable"))
        raised = self._unlisted(raised, batch.protected)
        causes = raised["cause"].astype(np.intp)
        raised["cause"] = 0  # what a call leads to must not tell with which others it was judged
        return Outcome(folded.flags, said, facts, outs[numbers], raised, causes)

    def _unlisted(self, raised: NDArray[np.void], protected: Collection[int]) -> NDArray[np.void]:
        return raised[self.lists.codes(raised["member"], raised["end_ms"], protected) == 0] if len(raised) else raised

    def warm_up(self) -> None:
        """Compile or load the kernels, so that the first calls are not kept waiting for seconds."""
        profiles = profile_codec.decode(profile_codec.encode(new_profiles(4)))
        legs = np.zeros(4, LEG)
        legs["direction"] = (OUT, IN, OUT, OUT)
        legs["subject"][2:] = np.array([KIND_HANDSET, KIND_TRUNK], np.uint64) << np.uint64(KIND_SHIFT)
        slots = np.arange(4, dtype=np.int32)
        blocks = np.array([0, -1, -1, -1], np.int32)
        self.run(State(profiles, np.zeros(1, COMPANY)), Batch(legs, slots, blocks, np.zeros(4, np.uint8)))


def _without_protected_members(batch: Batch) -> NDArray[np.void]:
    """Handsets and trunks do not note callers that are never raised: who is a short code, only its own call tells."""
    legs = batch.legs
    opaque = np.flatnonzero(legs["context"] >> np.uint64(KIND_SHIFT) == KIND_OPAQUE)
    if not len(opaque):
        return legs
    groups = opaque[legs["subject"][opaque] >> np.uint64(KIND_SHIFT) >= KIND_HANDSET]
    hidden = groups[np.isin(legs["context"][groups], np.array([ANONYMOUS, *batch.protected], np.uint64))]
    if len(hidden):
        legs = legs.copy()
        legs["context"][hidden] = 0
    return legs
