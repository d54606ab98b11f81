"""Events: what is told of a suspect's calls, beside the verdict."""

from __future__ import annotations

import numpy as np

from models import facts
from models.campaign.event import SuspectCall
from models.engine import Engine
from models.rules import RuleSet
from tests.models.histories import CALLEES, CALLERS, RETENTION, START, Call, table
from training.compile_kernels import stub_model
from training.replay import Replay

ME, FRIEND = CALLERS[0], CALLERS[3]


def test_what_came_of_its_calls_is_told_with_each() -> None:
    calls = [
        Call(ME, CALLEES[7], START, disposition=1),
        Call(ME, CALLEES[7], START + 60, 6000),  # answered, and over at once
        Call(ME, CALLEES[7], START + 120, 6001),
        Call(FRIEND, ME, START + 180, disposition=1),  # called back in vain
        Call(ME, CALLEES[7], START + 240, disposition=1),
        Call(FRIEND, ME, START + 300, 1000),
        Call(ME, CALLEES[7], START + 360, disposition=1),
    ]
    array = table(calls)
    replay = Replay(Engine(stub_model(risk=90.0), RuleSet((), facts.NAMES), RETENTION))
    events = replay.feed(array, np.arange(len(array), dtype=np.uint64)).events
    mine = [one for one in events if isinstance(one, SuspectCall) and one.id == ME]
    assert [(one.calls, one.reached) for one in mine] == [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2)]
