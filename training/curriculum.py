"""The curriculum: which worlds teach, calibrate and measure a model.

Worlds that were written independently of each other take turns, each with parameters drawn anew from wide ranges for
every seed: what a model learns from all of them is less likely to be one simulator's habit. Worlds that teach hold far
more fraud than life does, so that many different campaigns are seen, and more of the honest services that look like it;
those that calibrate and measure hold as much of both as life.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, Protocol

from training import simulator
from training.fifth_world import FifthScenario, FifthWorld
from training.fourth_world import FourthScenario, FourthWorld
from training.lesson import Lesson
from training.records import read_history
from training.second_world import FRAUD_KINDS, SecondScenario, SecondWorld
from training.seventh_world import SeventhScenario, SeventhWorld
from training.simulator import Scenario, simulate
from training.sixth_world import SixthScenario, SixthWorld
from training.third_world import ThirdScenario, ThirdWorld


class _World(Protocol):
    def records(self) -> Iterator[Any]: ...


#: Scenarios of the first simulator, by name: one in which everything is drawn widely, and the one of larger and busier
#: networks that tell all fields, of other seeds, on which detection is measured.
_SCENARIOS: Final[Mapping[str, tuple[str, int]]] = {"first": ("varied", 0), "mixed": ("mixed", 500)}
#: Worlds of other authors, which are all asked for the same, by name.
_OTHERS: Final[Mapping[str, Callable[..., _World]]] = {
    "second": lambda **asked: SecondWorld(SecondScenario(**asked)),
    "third": lambda **asked: ThirdWorld(ThirdScenario(**asked)),
    "fourth": lambda **asked: FourthWorld(FourthScenario(**asked)),
    "fifth": lambda **asked: FifthWorld(FifthScenario(**asked)),
    "sixth": lambda **asked: SixthWorld(SixthScenario(**asked)),
    "seventh": lambda **asked: SeventhWorld(SeventhScenario(**asked)),
}
#: The worlds, by name; each simulator was written without knowledge of the others.
WORLDS: Final = (*_SCENARIOS, *_OTHERS)
#: What worlds are for.
TASKS: Final = ("teach", "calibrate", "measure")


class Planned(NamedTuple):
    """A world to be made: for which of `TASKS`, its name and its seed."""

    task: str
    world: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curriculum:
    """Which worlds, how many and how large.

    Attributes:
        teach, calibrate, measure: seeds of each world for each task.
        subscribers, hours: size of a world that teaches; those of the other tasks have twice as many subscribers.
        seed: of the first world; the others follow.
        without: fraud kinds that nobody is shown.
        worlds: names of `WORLDS` that take part.
        teachers: names of those that teach; the others calibrate and measure only.
    """

    teach: int = 8
    calibrate: int = 3
    measure: int = 1
    subscribers: int = 12_000
    hours: float = 30.0
    seed: int = 1000
    without: tuple[str, ...] = ()
    worlds: tuple[str, ...] = WORLDS
    teachers: tuple[str, ...] = WORLDS

    @property
    def count(self) -> int:
        """How many worlds are made."""
        return sum(getattr(self, task) * len(self._of(task)) for task in TASKS)

    def plan(self, task: str) -> Iterator[Planned]:
        """The worlds of a task, to and fro, so that every other one is of all sorts."""
        first = self.seed + TASKS.index(task) * 1000
        for seed in range(first, first + getattr(self, task)):
            for world in self._of(task)[:: -1 if (seed - first) % 2 else 1]:
                yield Planned(task, world, seed)

    def lesson(self, planned: Planned) -> Lesson:
        """What a world teaches; the same every time."""
        return Lesson.of(read_history(self._records(planned.world, planned.seed, planned.task == "teach")))

    def _of(self, task: str) -> tuple[str, ...]:
        return tuple(world for world in self.worlds if task != "teach" or world in self.teachers)

    def _records(self, world: str, seed: int, dense: bool) -> Iterator[Any]:
        size = self.subscribers if dense else 2 * self.subscribers
        if world in _SCENARIOS:
            name, further = _SCENARIOS[world]
            scenario = replace(
                Scenario.load(name),
                subscribers=size,
                hours=self.hours,
                seed=seed + further,
                fraud_share=0.06 if dense else 0.01,
                # At any hour of the day and of the watch, so that neither stands for honesty.
                start=f"2026-01-12T{5 * (seed + further) % 24:02d}:00:00Z",
                campaigns_after_hours=0.0,
                campaigns_spread_hours=self.hours * 0.75,
                hard_negatives=3.0 if dense else 1.0,
                without=tuple(kind for kind in self.without if kind in simulator.FRAUD_KINDS),
            )
            return simulate(scenario)
        campaigns, hard = (8.0, 3.0) if dense else (1.0, 1.0)
        without = tuple(kind for kind in self.without if kind in FRAUD_KINDS)
        return _OTHERS[world](
            callers=size, hours=self.hours, seed=seed, campaigns=campaigns, hard_negatives=hard, without=without
        ).records()
