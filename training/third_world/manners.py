"""The manners in which ordinary calls go."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.draws import Draws, Seconds
from training.third_world.habits import Habits
from training.third_world.lines import Manner

#: Calls that end at once take up to so many seconds.
_BRIEF = 12


def conversation(draws: Draws, median: float, spread: float, brief: float = 0.06) -> Seconds:
    """Durations: the share `brief` ends within seconds, the others are log-normal."""
    return draws.mixed(brief, lambda: draws.random.randint(1, _BRIEF), draws.log_normal(median, spread))


def recording(draws: Draws, lengths: tuple[int, ...], heard: float = 0.4) -> Seconds:
    """Durations of a recording in several versions, seconds: the share `heard` hears it out, others leave before."""

    def seconds() -> float:
        length = draws.one(lengths)
        return length if draws.chance(heard) else max(1.0, length * draws.between(0.15, 1))

    return seconds


@dataclass(frozen=True, slots=True)
class Manners:
    """How people's calls go.

    Attributes:
        chat: to acquaintances.
        errand: to shops, services and strangers.
        back: to a number whose call one missed.
        bait: to a number that rang once.
    """

    chat: Manner
    errand: Manner
    back: Manner
    bait: Manner


def people_manners(habits: Habits, draws: Draws) -> Manners:
    """Manners of the people of a world."""
    talk, spread, redials, returns = habits.talk, habits.talk_spread, habits.redials, habits.returns
    return Manners(
        chat=Manner(
            conversation(draws, 62 * talk, 1.25 * spread, 0.08), 1.02, 0.25 * redials, 0.38 * returns, wait=600
        ),
        errand=Manner(
            conversation(draws, 55 * talk, 0.9 * spread, 0.07),
            0.98 * habits.strangers_answered,
            0.25 * redials,
            0.18 * returns,
            wait=900,
        ),
        back=Manner(conversation(draws, 60 * talk, 1.1 * spread, 0.1), 1.15, 0.2 * redials, 0.1 * returns),
        bait=Manner(conversation(draws, 60, 0.9, 0.2)),
    )
