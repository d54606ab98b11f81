"""What a micro-batch means for one partition, computed over real stores; Kafka is tested with the whole job."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from agents.deciding import Decider
from agents.profile_work import ProfileCounts, Scorer, Tables
from models.call import CALL
from models.decision_policy import Policy
from models.leg import Legs, split
from models.model import Model
from models.number import tagged
from models.number_id import KIND_BLOCK, KIND_HANDSET, KIND_OPAQUE, block_of, id_of, kind_of
from models.profile_codec import BLOCKS, PROFILES
from models.verdict import decode_verdicts
from tables.profiles import PartitionState
from tests.memory import packaged_engine
from tests.tables.stores import open_store

HANDSET, HIDDEN, REGION = tagged(KIND_HANDSET, "356938035643809"), tagged(KIND_OPAQUE, "shop"), 7
BEGIN = 1_700_000_000_000
TEXTS = {HANDSET: "356938035643809", HIDDEN: "shop", REGION: "Delhi"}


@pytest.fixture
def scorer(trained: tuple[Path, Model], tmp_path: Path) -> Scorer:
    engine = packaged_engine(trained[1])
    tables = (SimpleNamespace(data=open_store(tmp_path / name, name)) for name in ("profiles", "suspects", "traffic"))
    return Scorer(engine, Tables(*tables), ProfileCounts(), Decider(Policy()))


def test_verdicts_carry_the_texts_that_they_name_and_no_others(scorer: Scorer) -> None:
    calls = np.zeros(1, CALL)
    calls["caller"], calls["callee"], calls["handset"], calls["origin"] = HIDDEN, 46701234567, HANDSET, REGION
    calls["call_hash"], calls["end_ms"] = 1, 1_700_000_000_000
    message = Legs(0, 1_700_000_000_000, False, 0, split(calls, np.zeros(1, np.uint64)), TEXTS)
    work = scorer.apply(0, PartitionState(), [message])
    (verdicts,) = work.verdicts
    assert decode_verdicts(verdicts.encode()).texts == {HIDDEN: "shop", REGION: "Delhi"}
    assert work.texts == TEXTS


def test_only_blocks_of_numbers_that_place_calls_are_read_and_written(scorer: Scorer) -> None:
    # Two callers of one block, one of another, a caller without a number, and callees in blocks of their own.
    callers = [46_701_234_501, 46_701_234_577, 46_709_999_901, HIDDEN]
    calls = np.zeros(4, CALL)
    calls["caller"], calls["callee"] = callers, np.arange(4, dtype=np.uint64) * 1_000 + 46_705_550_000
    calls["handset"], calls["call_hash"], calls["end_ms"] = HANDSET, [1, 2, 3, 4], 1_700_000_000_000
    legs = split(calls, np.arange(4, dtype=np.uint64))
    work = scorer.apply(0, PartitionState(), [Legs(0, 1_700_000_000_000, False, 0, legs, TEXTS)])
    blocks = {key: value for key, value in work.profiles if kind_of(id_of(key)) == KIND_BLOCK}
    found = BLOCKS.decode(list(blocks.values()))
    seen = {id_of(key): np.flatnonzero(block["last"]).tolist() for key, block in zip(blocks, found, strict=True)}
    assert seen == {block_of(callers[0]): [1, 77], block_of(callers[2]): [1]}


def test_a_source_is_watched_since_its_first_message_and_keeps_that(scorer: Scorer) -> None:
    state = PartitionState()
    for offset, (first, end) in enumerate([(5_000, 0), (9_000, 3_605_000), (0, 7_205_000)]):
        calls = np.zeros(1 if end else 0, CALL)
        if end:
            calls["caller"], calls["callee"], calls["call_hash"] = 46_701_234_501, 46_705_550_000, offset
            calls["end_ms"] = BEGIN + end
        legs = split(calls, np.full(len(calls), offset << 16, np.uint64))
        work = scorer.apply(0, state, [Legs(3, BEGIN + end, False, first and BEGIN + first, legs, {})])
        state = work.state
        assert state.sources[3].since_ms == BEGIN + 5_000
        if end:
            stored = {id_of(key): value for key, value in work.profiles}
            assert PROFILES.decode([stored[46_701_234_501]])["watched"].tolist() == [8 * offset]
