"""When the numbers of a campaign call: pace, stints and turns are its own."""

from __future__ import annotations

from typing import Final

from training.third_world.society import Society

_HOUR: Final = 3600.0
_STYLES: Final = ("slow", "crawl", "fast"), (64, 23, 13)
_TURNS: Final = ("together", "waves", "spread")
#: Calls of a number of a large campaign, which uses each one less: this many for all, shared, but so many at least.
_FOR_ALL: Final = (120.0, 320.0)
_LEAST: Final = 4.0
#: Share of campaigns that work on one day, and that call like a clock.
_ONE_DAY, _REGULAR = 0.7, 0.25

Hours = tuple[float, float]


def tempo(society: Society, count: int, hours: Hours = (8, 21), style: str | None = None) -> list[list[float]]:
    """For each of `count` numbers its times of calls, one at least.

    Args:
        society: where it happens.
        count: of numbers.
        hours: local, from and to; above 24 is the next day.
        style: "slow", "crawl" or "fast"; drawn if left out.
    """
    draws, clock = society.draws, society.clock
    pace, stint = _pace(society, style or draws.random.choices(*_STYLES)[0])
    stint = min(stint, max(_LEAST, draws.between(*_FOR_ALL) / count) / pace) * _HOUR
    days = clock.shifts(*hours) or [(0.0, clock.seconds)]
    begin, end = draws.one(days) if draws.chance(_ONE_DAY) else (days[0][0], days[-1][1])
    begin += draws.between(0, 0.4) * (end - begin)
    turns, waves = draws.one(_TURNS), draws.random.randint(2, 5)
    regular = draws.chance(_REGULAR)
    found = []
    for turn in range(count):
        length = stint * draws.random.lognormvariate(0, 0.25)
        room = max(60.0, end - begin - length)
        first = (
            begin
            + {
                "together": draws.between(0, 1800),
                "waves": turn % waves / waves * room + draws.between(0, 900),
                "spread": draws.between(0, room),
            }[turns]
        )
        gap = _HOUR / (pace * draws.random.lognormvariate(0, 0.2))
        found.append(_stint(society, first, min(first + length, clock.seconds), gap, hours, regular=regular))
    return found


def _pace(society: Society, style: str) -> tuple[float, float]:
    """Calls an hour, and hours of a number."""
    draws, factor = society.draws, society.habits.fraud_calls
    if style == "slow":
        return 6 * draws.random.lognormvariate(0, 0.35) * factor, min(5.0, draws.random.lognormvariate(0.4, 0.45))
    if style == "crawl":
        return draws.between(0.5, 2) * factor, draws.between(3, 10)
    return draws.between(25, 130) * factor, draws.between(0.1, 0.6)


def _stint(society: Society, first: float, last: float, gap: float, hours: Hours, *, regular: bool) -> list[float]:
    draws, clock = society.draws, society.clock
    times, at = [], first
    while at < last:
        hour = clock.hour(at)
        if hours[0] <= hour < hours[1] or hour < hours[1] - 24:
            times.append(at)
        at += gap * draws.between(0.9, 1.1) if regular else draws.random.expovariate(1 / gap) + 8
    return times or [min(first, clock.seconds - 60)]
