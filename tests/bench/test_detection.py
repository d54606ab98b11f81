"""The benchmark of detection, on worlds too small to say anything."""

from __future__ import annotations

import json

import pytest

from bench import detection
from bench.weighing import Weighed, figures, weigh
from bench.worlds import SORTS, judged

PEOPLE = 2000


@pytest.fixture(scope="module")
def worlds() -> dict[str, Weighed]:
    return {sort: weigh(judged(sort, 7, PEOPLE)) for sort in SORTS}


@pytest.mark.parametrize("sort", list(SORTS))
def test_every_sort_of_world_is_measured(worlds: dict[str, Weighed], sort: str) -> None:
    told = figures([worlds[sort]])
    assert told["worlds"] == 1
    assert told["fraud_numbers"] > 0
    assert told["honest_numbers"] > PEOPLE / 4
    assert told["with_campaigns"]["flagged"] >= told["by_calls_alone"]["flagged"] >= 0
    assert told["by_own_evidence"].keys() <= told["by_calls_alone"].keys()


def test_worlds_are_one_crowd_together(worlds: dict[str, Weighed]) -> None:
    parts, together = [figures([one]) for one in worlds.values()], figures(list(worlds.values()))
    for name in ("worlds", "fraud_numbers", "honest_numbers", "rotations", "false_alerts"):
        assert together[name] == sum(part[name] for part in parts)
    flagged = [(part["by_calls_alone"]["flagged"], part["fraud_numbers"]) for part in parts]
    wanted = sum(share * count for share, count in flagged) / together["fraud_numbers"]
    assert together["by_calls_alone"]["flagged"] == pytest.approx(wanted)


def test_own_evidence_is_told_of_the_number_whose_it_is(worlds: dict[str, Weighed]) -> None:
    told = worlds["first"]
    silent = told.alone.rows["calls"] == 0
    assert (told.own[silent] == 0).all()
    assert told.own[told.alone.guilty].mean() > 2 * told.own[told.alone.honest].mean()


def test_it_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    detection.main(["--sorts", "second", "--seeds", "7", "--people", str(PEOPLE)])
    told = json.loads(capsys.readouterr().out)
    assert told["people"] == PEOPLE
    assert told["second"]["worlds"] == 1
