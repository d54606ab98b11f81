"""A flood: many calls to one or a few numbers, each with a calling number that was made up."""

from __future__ import annotations

from typing import Final

from training.second_world.lines import Harm, Line, Manner
from training.second_world.scenario import FLOOD
from training.second_world.society import Society

#: Share of victims who complain, before the world's habits.
_COMPLAINTS = 0.03
#: Calls of a flood in a world of full size; a small world's are fewer, down to this share.
_CALLS: Final = (70.0, 220.0)
_LEAST_SHARE = 0.15
_WAYS: Final = ("neighbour", "random", "foreign", "invalid")


def run_flood(society: Society, campaign: str) -> None:
    """Plan one flood.

    Args:
        society: where it happens.
        campaign: its id.
    """
    draws, clock = society.draws, society.clock
    victims = [
        draws.one(society.businesses) if draws.chance(0.6) else society.person() for _ in range(draws.one((1, 1, 2, 3)))
    ]
    complains = min(1.0, _COMPLAINTS * society.habits.complaints)
    harm = Harm(FLOOD, campaign, complains, draws.log_between(900, 7200), any_call=True)
    manner = Manner(draws.log_normal(draws.log_between(2, 15), 0.7), answered=draws.between(0.1, 0.9), harm=harm)
    begin = draws.between(0.05, 0.92) * clock.seconds
    length = draws.log_between(60, 1500)
    how = draws.one(("neighbour", "random", "mixed", "foreign"))
    every = society.trunks_abroad + society.trunks
    trunks = draws.random.sample(every, draws.random.randint(1, min(4, len(every))))
    size = draws.log_between(*_CALLS) * society.habits.fraud_numbers * max(_LEAST_SHARE, society.scenario.scale)
    for _ in range(int(size)):
        way = draws.one(_WAYS) if how == "mixed" else how
        number, region = _made_up(society, way, victims[0])
        line = Line(
            number, FLOOD, region, trunk=draws.one(trunks), capacity=2, answers=0, answers_strangers=0,
            returns=False, campaign=campaign,
        )  # fmt: skip
        society.add(line)
        for _ in range(1 if draws.chance(0.85) else 2):
            society.plan(begin + draws.random.expovariate(1 / length), line, draws.one(victims), manner)


def _made_up(society: Society, way: str, victim: Line) -> tuple[str, str]:
    """A calling number and the region that it claims to be from."""
    draws, numbering = society.draws, society.numbering
    somewhere = draws.one(society.regions)
    digits = victim.number[1:]
    number = None
    if way == "neighbour":
        near, further = digits[:-3] + draws.digits(3), digits[:-4] + draws.digits(4)
        if number := numbering.claim(near) or numbering.claim(further):
            return number, victim.region
    elif way == "invalid":
        if number := numbering.claim(society.habits.home.calling + "0" * draws.random.randint(1, 3) + draws.digits(6)):
            return number, society.region(somewhere)
    elif way == "foreign":
        country = draws.one(society.foreign)
        return numbering.abroad(country), country
    return numbering.mobile(somewhere), society.region(somewhere)
