"""Worlds to measure detection in: made, judged by the code of the job, and what is true of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from app.evaluating import new_engine
from app.model_loading import load_model
from app.settings import load_settings
from models.campaign.event import Event
from models.number import Normaliser, short_codes
from training.evaluation.labels import NEVER, Labels, Victims
from training.fifth_world import FifthScenario, FifthWorld
from training.fourth_world import FourthScenario, FourthWorld
from training.records import read_history
from training.replay import Replay
from training.second_world import SecondScenario, SecondWorld
from training.seventh_world import SeventhScenario, SeventhWorld
from training.simulator import Complaint, Record, Scenario, Truth
from training.simulator.world import World
from training.sixth_world import SixthScenario, SixthWorld
from training.third_world import ThirdScenario, ThirdWorld

#: Twice as many campaigns as in worlds beside the first usually, so that a world says more.
_CAMPAIGNS: Final = 2.0


class AnyWorld(Protocol):
    """What all sorts of worlds have."""

    @property
    def truth(self) -> Truth:
        """What every number is."""

    @property
    def complaints(self) -> list[Complaint]:
        """Whom fraud has hurt."""

    def records(self) -> Iterable[Record]:
        """Its records, in the order in which the calls end."""


#: Makes a world of a sort: its seed and how many people it has.
SORTS: Final[Mapping[str, Callable[[int, int], AnyWorld]]] = {
    "first": lambda seed, people: World(replace(Scenario.load("mixed"), subscribers=people, seed=seed)),
    "second": lambda seed, people: SecondWorld(SecondScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
    "third": lambda seed, people: ThirdWorld(ThirdScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
    "fourth": lambda seed, people: FourthWorld(FourthScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
    "fifth": lambda seed, people: FifthWorld(FifthScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
    "sixth": lambda seed, people: SixthWorld(SixthScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
    "seventh": lambda seed, people: SeventhWorld(SeventhScenario(callers=people, seed=seed, campaigns=_CAMPAIGNS)),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A world that was judged.

    Attributes:
        verdicts: array of `models.verdict.VERDICT`, one per call.
        raised: array of `models.raising.RAISED`: whom blocks, handsets and trunks raised.
        events: for the search for campaigns.
        labels, victims: the truth.
    """

    verdicts: NDArray[np.void]
    raised: NDArray[np.void]
    events: list[Event]
    labels: Labels
    victims: Victims


def judged(sort: str, seed: int, people: int, model: Path | None = None) -> Judged:
    """Make a world and judge its calls as the job with the usual settings does, through one source partition.

    Args:
        sort: one of `SORTS`.
        seed: of the world.
        people: how many live there.
        model: the model's file, the one that comes with Ringfence when None.
    """
    settings = load_settings() if model is None else load_settings().model_copy(update={"model": model})
    world = SORTS[sort](seed, people)
    calls = read_history(world.records()).calls
    positions = np.arange(len(calls), dtype=np.uint64)
    identify = Normaliser(settings.default_region)
    texts = {identify(one.number)[0]: one.number for one in world.truth}
    fed = Replay(new_engine(load_model(settings), settings)).feed(calls, positions, protected=short_codes(texts))
    return Judged(*fed, *_truth(world, identify))


def _truth(world: AnyWorld, identify: Normaliser) -> tuple[Labels, Victims]:
    known = sorted(((identify(one.number)[0], one) for one in world.truth), key=lambda pair: pair[0])
    labels = Labels(
        np.array([number for number, _ in known], np.uint64),
        np.array([one.kind for _, one in known], np.str_),
        np.array([one.fraud for _, one in known], np.bool_),
        np.array([one.campaign for _, one in known], np.str_),
        0,
    )
    hurt = world.complaints
    victims = Victims(
        np.array([identify(one.number)[0] for one in hurt], np.uint64),
        np.array([identify(one.victim)[0] for one in hurt], np.uint64),
        np.array([one.campaign for one in hurt], np.str_),
        np.array([one.called_at for one in hurt], np.int64),
        np.array([NEVER if one.complained_at is None else one.complained_at for one in hurt], np.int64),
    )
    return labels, victims
