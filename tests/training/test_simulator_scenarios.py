"""Scenarios come by name or from YAML, and what is wrong with one is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.errors import TrainingError
from training.simulator import Scenario
from training.simulator.scenario_file import ScenarioError, scenario_names


def write(folder: Path, text: str) -> Path:
    path = folder / "world.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_that_comes_with_ringfence_can_be_loaded(name: str) -> None:
    assert Scenario.load(name).subscribers >= 1000


def test_there_are_worlds_to_measure_to_learn_and_to_look_at() -> None:
    assert set(scenario_names()) == {"ordinary", "mixed", "varied", "demo"}
    assert Scenario.load("ordinary").fraud_share == 0
    assert (Scenario.load("mixed").fraud_share, Scenario.load("mixed").kinds) == (0.01, None)
    assert Scenario.load("varied").vary
    assert Scenario.load("demo").campaigns_after_hours < 1


def test_a_file_says_what_differs(tmp_path: Path) -> None:
    text = (
        "start: 2026-03-02T09:00:00+01:00\nsubscribers: 500\nhours: null\nkinds: [irsf]\nhard_negatives: true\n"
        "world:\n  degree: 5\n  tells_imei: false\n"
    )
    world = Scenario.load(write(tmp_path, text))
    assert world.start == "2026-03-02T09:00:00+01:00"
    assert (world.subscribers, world.hours, world.kinds, world.hard_negatives) == (500, None, ("irsf",), 1.0)
    assert dict(world.world) == {"degree": 5.0, "tells_imei": False}
    assert Scenario.load(str(write(tmp_path, ""))) == Scenario(kinds=None, loud=False)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("subscribers: 500\nsubscriber: 3\n", 2, "unknown field 'subscriber'"),
        ("hours: 3\n\nsubscribers: many\n", 3, "subscribers is not what it should be"),
        ("subscribers: 1\n", 1, "subscribers must be 2 to"),
        ("hours: -1\n", 1, "hours must be above 0"),
        ("# a comment\nfraud_share: 0.9\n", 2, "fraud_share must be 0 to 0.5"),
        ("hard_negatives: 9\n", 1, "hard_negatives must be 0 to 5"),
        ("start: 2026-01-12\n", 1, "start needs a zone"),
        ("start: 12\n", 1, "start is not what it should be"),
        ("hours: 1\nseed: 1\nhours: 2\n", 3, "hours is there twice"),
        ("start: '2026-01-12T00:00:00'\n", 1, "start needs a zone"),
        ("kinds:\n  - irsf\n  - burglary\n", 3, "not 'burglary'"),
        ("without: [normality]\n", 1, "not 'normality'"),
        ("vary: true\nworld:\n  degree: 5\n  shoe_size: 44\n", 4, "no parameter 'shoe_size'"),
        ("world:\n  degree: 5000\n", 2, "world.degree must be"),
        ("world:\n  tells_cell: 2\n", 2, "world.tells_cell must be true or false"),
        ("subscribers: [\n", 2, "this is no YAML"),
        ("- 1\n- 2\n", 1, "a scenario consists of lines"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ScenarioError) as caught:
        Scenario.load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}, line {line}: ")
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message


def test_fields_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="must not both name 'irsf'"):
        Scenario.load(write(tmp_path, "kinds: [irsf]\nwithout: [irsf]\n"))


def test_a_scenario_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no scenario 'mxied': name one of demo, mixed, ordinary, varied"):
        Scenario.load("mxied")
    with pytest.raises(TrainingError, match=r"Cannot read the scenario .*none\.yaml: No such file"):
        Scenario.load(tmp_path / "none.yaml")
    (tmp_path / "raw.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TrainingError, match="not UTF-8"):
        Scenario.load(tmp_path / "raw.yaml")


@pytest.mark.parametrize(
    "fields",
    [
        {"subscribers": 1},
        {"hours": 0.0},
        {"start": "2026-01-12T00:00:00"},
        {"start": "yesterday"},
        {"seed": -1},
        {"campaigns_after_hours": -1.0},
        {"campaigns_spread_hours": -1.0},
        {"kinds": ("nonsense",)},
        {"world": {"answer_rate": 3.0}},
    ],
)
def test_a_world_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|zone|Invalid"):
        Scenario(**fields)  # type: ignore[arg-type]
