"""The engine: any split into batches gives the same verdicts, raised numbers and state, with any rules and lists."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models import company
from models import facts as f
from models.company import COMPANY
from models.engine import Batch, Engine, Outcome, State
from models.features import COUNT
from models.leg import OUT
from models.lists import ALLOWED, BLOCKED, PROTECTED, Lists
from models.naming import Naming
from models.number import ANONYMOUS
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK, block_of, blocks_of, kind_of, tagged
from models.profile import new_profiles
from models.raising import HINDSIGHT
from models.rules import Condition, RuleSet
from models.trees import Trees
from models.verdict import FRAUD_TYPES
from tests.models.histories import CALLERS, START, Call, histories, legs_of
from tests.models.rules.texts import rule
from training.compile_kernels import packaged_rules, stub_model

SHORT_CODE = tagged(KIND_OPAQUE, "2255")
TRUNK, HANDSET = tagged(KIND_TRUNK, "SE-1"), tagged(KIND_HANDSET, "356938035643809")
RULES = packaged_rules()
NO_RULES = RuleSet((), f.NAMES)


class Job:
    """An engine with the state of everybody."""

    def __init__(self, engine: Engine, legs: NDArray[np.void], protected: tuple[int, ...] = ()) -> None:
        self.engine, self.protected = engine, protected
        self.subjects = np.unique(legs["subject"])
        self.blocks = np.unique(blocks_of(self.subjects[self.subjects >> np.uint64(61) == 0]))
        self.state = State(new_profiles(len(self.subjects)), np.zeros(len(self.blocks), COMPANY))

    def run(self, legs: NDArray[np.void], sources: NDArray[np.int64]) -> Outcome:
        mine = np.where(legs["direction"] == OUT, blocks_of(legs["subject"]), np.uint64(0))
        places = np.where(mine > 0, np.searchsorted(self.blocks, mine), -1).astype(np.int32)
        slots = np.searchsorted(self.subjects, legs["subject"]).astype(np.int32)
        return self.engine.run(
            self.state, Batch(legs, slots, places, (sources & 3).astype(np.uint8), self.protected)
        )  # fmt: skip


@settings(max_examples=40)
@given(
    calls=histories(),
    cuts=st.sets(st.integers(1, 200), max_size=6),
    risk=st.sampled_from([0.0, 60.0, 90.0]),
    supervised=st.booleans(),
    rules=st.sampled_from([RULES, NO_RULES]),
)
def test_any_split_into_batches_gives_the_same_outcome_and_state(
    calls: list[Call], cuts: set[int], risk: float, supervised: bool, rules: RuleSet
) -> None:
    calls = [call._replace(caller=(ANONYMOUS, SHORT_CODE, call.caller)[min(2, call.id % 9)]) for call in calls]
    legs, sources = legs_of(calls)
    lists = Lists(allowed=[CALLERS[0]], blocked=[CALLERS[1], block_of(CALLERS[2])])
    engine = Engine(stub_model(supervised=supervised, risk=risk), rules, 35 * 86_400, lists)
    one, other = (Job(engine, legs, (SHORT_CODE,)) for _ in range(2))
    whole = one.run(legs, sources)
    at = [0, *sorted(cut for cut in cuts if cut < len(legs)), len(legs)]
    parts = [other.run(legs[begin:end], sources[begin:end]) for begin, end in pairwise(at)]
    assert one.state.profiles.tobytes() == other.state.profiles.tobytes()
    assert one.state.blocks.tobytes() == other.state.blocks.tobytes()
    for name in ("flags", "verdicts", "facts"):
        assert getattr(whole, name).tobytes() == b"".join(getattr(part, name).tobytes() for part in parts)
    # Within one call siblings are told before groups; a cut between its legs keeps that order.
    assert whole.raised.tobytes() == b"".join(part.raised.tobytes() for part in parts)
    assert [begin + place for begin, part in zip(at, parts, strict=False) for place in part.calls.tolist()] == (
        whole.calls.tolist()
    )
    for raised in whole.raised["member"].tolist():
        assert raised in CALLERS
        assert raised not in (*CALLERS[:3], ANONYMOUS, SHORT_CODE)


def run(calls: list[Call], *, risk: float = 90.0, lists: Lists | None = None, rules: RuleSet = NO_RULES) -> Outcome:
    legs, sources = legs_of(calls)
    return Job(Engine(stub_model(risk=risk), rules, 35 * 86_400, lists), legs, (SHORT_CODE,)).run(legs, sources)


def test_company_has_a_say_in_the_type_of_fraud() -> None:
    columns = COUNT + 1 + company.COUNT

    def tree(value: float) -> Trees:
        asks = np.array([[0, COUNT + 1 + company.SIBLINGS]], np.uint16)
        return Trees(asks, np.array([[np.inf, 0.1]], np.float32), np.array([[-value, value]], np.float32), 1, columns)

    naming = Naming((tree(0.0), tree(3.0)), ("Robocall", "SIM Box"))
    legs, sources = legs_of([Call(caller, CALLERS[3], START + k) for k, caller in enumerate(CALLERS[:2])])
    found = Job(Engine(replace(stub_model(risk=90.0), naming=naming), NO_RULES, 35 * 86_400), legs).run(legs, sources)
    # Nobody else of the block had called before the first.
    assert [FRAUD_TYPES[code] for code in found.verdicts["fraud_type"]] == ["Robocall", "SIM Box"]


def test_only_numbers_have_verdicts_one_for_each_call() -> None:
    calls = [Call(CALLERS[0], CALLERS[3], START + k, handset=HANDSET, trunk=TRUNK) for k in range(3)]
    outcome = run(calls)
    assert outcome.verdicts["number"].tolist() == [CALLERS[0]] * 3
    assert outcome.facts[:, f.CALLS].tolist() == [1, 2, 3]
    assert outcome.calls.tolist() == [0, 4, 8]


def test_the_lists_beat_the_model_and_the_rules_and_a_protected_number_beats_the_lists() -> None:
    callers = (*CALLERS[:3], SHORT_CODE, ANONYMOUS)
    lists = Lists(allowed=[CALLERS[0]], blocked=[*callers, CALLERS[0]])
    calls = [Call(caller, CALLERS[3], START + k) for k, caller in enumerate(callers)]
    high, low = run(calls, risk=90.0, lists=lists).verdicts, run(calls, risk=0.0, lists=lists).verdicts
    assert high["listed"].tolist() == [ALLOWED, BLOCKED, BLOCKED, PROTECTED, PROTECTED]
    assert high["risk"].tolist() == low["risk"].tolist() == [0, 100, 100, 0, 0]
    assert high["evidence"].tolist() == [0, 8, 8, 0, 0]


def test_a_rule_holds_down_what_detectors_say_and_neither_other_rules_nor_lists() -> None:
    calm = rule("calm", risk=0, risk_at_most=40, when=(Condition("answered", at_most=0),))
    calm_trunk = rule("calm-trunk", subject="trunk", risk=0, risk_at_most=30)
    loud = rule("loud", risk=60, when=(Condition("night", at_least=1),))
    rules = RuleSet((calm, calm_trunk, loud), f.NAMES)
    calls = [
        Call(CALLERS[0], CALLERS[3], START, ms=9000),
        *(Call(one, CALLERS[3], START, disposition=1) for one in CALLERS[:4]),
    ]
    calls[3] = calls[3]._replace(night=True)
    lists = Lists(blocked=[CALLERS[3]])
    found = run([call._replace(trunk=TRUNK) for call in calls], rules=rules, lists=lists)
    assert found.verdicts["risk"].tolist() == [90, 90, 40, 60, 100]
    trunk = [one for one in found.raised if one["group"] == TRUNK]
    assert trunk == []


def test_an_allowed_number_casts_no_shadow_on_its_siblings() -> None:
    calls = [Call(caller, CALLERS[3], START + k) for k, caller in enumerate(CALLERS[:2])]
    assert run(calls).facts[:, f.SIBLINGS_STRANGE].tolist() == [0, 1]
    assert run(calls, lists=Lists(allowed=[CALLERS[0]])).facts[:, f.SIBLINGS_STRANGE].tolist() == [0, 0]


def test_a_group_with_one_member_says_nothing_and_with_two_raises_both() -> None:
    calls = [Call(CALLERS[0], CALLERS[3], START, trunk=TRUNK), Call(CALLERS[4], CALLERS[3], START + 9, trunk=TRUNK)]
    assert len(run(calls[:1]).raised) == 0
    raised = run(calls).raised
    assert {*raised["group"].tolist()} == {TRUNK}
    assert raised["member"].tolist() == [CALLERS[4], CALLERS[0]]
    assert raised["end_ms"].tolist() == [(START + 9) * 1000] * 2


def test_a_block_raises_its_silent_siblings_when_another_number_turns_out_to_be_strange() -> None:
    calls = [Call(caller, CALLERS[3], START + k) for k, caller in enumerate(CALLERS[:2])]
    raised = run(calls).raised
    assert raised["member"].tolist() == [CALLERS[0]]
    assert [kind_of(group) for group in raised["group"].tolist()] == [2]
    assert raised["group"].tolist() == [block_of(CALLERS[0])]
    assert raised["risk"].tolist() == [HINDSIGHT]
    assert len(run(calls, risk=0.0).raised) == 0


def test_a_listed_number_is_not_raised_whatever_its_company() -> None:
    calls = [Call(caller, CALLERS[3], START + k, trunk=TRUNK) for k, caller in enumerate(CALLERS[:2])]
    assert {*run(calls).raised["member"].tolist()} == {*CALLERS[:2]}
    for lists in (Lists(allowed=[CALLERS[0]]), Lists(blocked=[CALLERS[0]])):
        assert {*run(calls, lists=lists).raised["member"].tolist()} <= {CALLERS[1]}


def test_a_batch_is_left_as_it_was() -> None:
    calls = [Call(ANONYMOUS, CALLERS[3], START, trunk=TRUNK), Call(SHORT_CODE, CALLERS[3], START, trunk=TRUNK)]
    legs, sources = legs_of(calls)
    before = legs.tobytes()
    Job(Engine(stub_model(), RULES, 1), legs, (SHORT_CODE,)).run(legs, sources)
    assert legs.tobytes() == before
