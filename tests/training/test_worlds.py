"""What all worlds beside the first have in common: reproducible, without what was left out, refusing what cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from training.fifth_world import FifthScenario, FifthWorld
from training.fourth_world import FourthScenario, FourthWorld
from training.second_world import FRAUD_KINDS, SecondScenario, SecondWorld
from training.seventh_world import SeventhScenario, SeventhWorld
from training.sixth_world import SixthScenario, SixthWorld
from training.third_world import ThirdScenario, ThirdWorld

WORLDS: dict[str, Any] = {
    "second": SecondWorld, "third": ThirdWorld, "fourth": FourthWorld, "fifth": FifthWorld, "sixth": SixthWorld,
    "seventh": SeventhWorld,
}  # fmt: skip
SMALL: dict[str, Any] = {
    "second": SecondScenario(callers=800, hours=12.0, seed=3),
    "third": ThirdScenario(callers=800, hours=12.0, seed=3),
    "fourth": FourthScenario(callers=500, hours=8.0, seed=3),
    "fifth": FifthScenario(callers=800, hours=12.0, seed=3),
    "sixth": SixthScenario(callers=500, hours=8.0, seed=3),
    "seventh": SeventhScenario(callers=500, hours=8.0, seed=3),
}
#: More is fraudulent than usual, so that every kind has a chance to come.
LOUD = 60.0
DIGEST = """
import hashlib, json, sys
from tests.training.test_worlds import SMALL, WORLDS
from dataclasses import replace
world = WORLDS[sys.argv[1]](replace(SMALL[sys.argv[1]], callers=500, campaigns=20.0, seed=9))
told = json.dumps(list(world.records())) + repr(world.truth) + repr(world.complaints)
print(hashlib.sha256(told.encode()).hexdigest())
"""


@pytest.mark.parametrize("name", WORLDS)
def test_equal_scenarios_give_equal_worlds_and_other_seeds_others(name: str) -> None:
    make, small = WORLDS[name], SMALL[name]
    one, same = make(small), make(replace(small))
    first = list(one.records())
    assert first == list(same.records()) == list(one.records())
    assert one.truth == same.truth
    assert one.complaints == same.complaints
    assert first[0]["start"] != next(make(replace(small, seed=4)).records())["start"]


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_does_not_depend_on_the_seed_of_hashes(name: str) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, name],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", WORLDS)
def test_kinds_that_are_left_out_do_not_occur(name: str) -> None:
    without = ("wangiri", "spoofed_flood", "sim_box")
    world = WORLDS[name](replace(SMALL[name], campaigns=LOUD, without=without))
    kinds = {known.kind for known in world.truth if known.fraud}
    assert kinds
    assert kinds.isdisjoint(without)
    assert {record["true_label"] for record in world.records()}.isdisjoint(without)


@pytest.mark.parametrize("name", WORLDS)
def test_without_fraud_there_is_none(name: str) -> None:
    for asked in (replace(SMALL[name], campaigns=0.0), replace(SMALL[name], campaigns=20.0, without=FRAUD_KINDS)):
        world = WORLDS[name](asked)
        assert not world.truth.fraudsters
        assert world.complaints == []
        assert {record["true_label"] for record in world.records()} == {"normal"}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"callers": 10}, "callers must be 500"),
        ({"hours": 1.0}, "hours must be 6"),
        ({"seed": -1}, "seed must not be negative"),
        ({"campaigns": -0.1}, "campaigns must be 0"),
        ({"hard_negatives": 5.1}, "hard_negatives must be 0 to 5"),
        ({"without": ("burglary",)}, "not 'burglary'"),
    ],
)
def test_what_cannot_be_is_refused(name: str, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(SMALL[name], **wrong)
