"""The manners in which ordinary calls go."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.draws import Draws
from training.second_world.habits import Habits
from training.second_world.lines import Manner

#: Share of calls among acquaintances that only say one thing.
_BRIEF = 0.1


@dataclass(frozen=True, slots=True)
class Manners:
    """How people's calls go.

    Attributes:
        known: to acquaintances.
        once: to somebody one does not know.
        business: to a shop, an office, a surgery.
        back: to a number that one does not know and that called.
    """

    known: Manner
    once: Manner
    business: Manner
    back: Manner


def people_manners(habits: Habits, draws: Draws) -> Manners:
    """Manners of the people of a world."""
    chat = draws.log_normal(habits.talk, habits.talk_spread)
    returns, redials = habits.returns, habits.redials
    known = Manner(
        draws.mixed(_BRIEF, draws.log_normal(9, 0.8), chat),
        redials=redials,
        tries=3,
        returns_missed=returns,
        returns_answered=returns / 6,
        familiar=True,
    )
    once = Manner(
        draws.mixed(0.35, draws.log_normal(14, 0.7), draws.log_normal(70, 0.9)),
        answered=0.85,
        redials=redials * 0.9,
        returns_missed=returns / 2,
        returns_answered=0.02,
    )
    business = Manner(
        draws.mixed(0.25, draws.log_normal(15, 0.6), draws.log_normal(75, 0.8)),
        redials=min(0.5, redials * 1.25),
        tries=3,
        returns_missed=returns,
        returns_answered=0.04,
        familiar=True,
    )
    back = Manner(draws.mixed(0.5, draws.log_normal(12, 0.7), draws.log_normal(50, 0.8)), redials=0.2)
    return Manners(known, once, business, back)
