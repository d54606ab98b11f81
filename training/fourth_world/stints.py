"""When a campaign works."""

from __future__ import annotations

from typing import NamedTuple

from training.fourth_world.clock import Hours, Shift
from training.fourth_world.society import Society


class Stint(NamedTuple):
    """From when on, for how long, in seconds; and at which times of the day."""

    start: float
    length: float
    shift: Shift

    @property
    def stop(self) -> float:
        """Its end, in seconds."""
        return self.start + self.length

    def open_hours(self, society: Society) -> float:
        """Hours of work within it, at least 0.7."""
        parts = 48
        moments = [self.start + (part + 0.5) * self.length / parts for part in range(parts)]
        return max(0.7, sum(society.clock.is_open(self.shift, at) for at in moments) / parts * self.length / 3600.0)


def begin(society: Society, hours: Hours) -> tuple[float, Shift]:
    """A beginning anywhere in the world's time but within the hours, which go when the world ends before them."""
    draws = society.draws
    start, shift = draws.even(0.0, society.seconds * 0.95), Shift(hours)
    if society.clock.is_open(shift, start):
        return start, shift
    opens = society.clock.next_opening(shift, start)
    if opens < society.seconds * 0.97:
        return opens + draws.even(0, 1800), shift
    return start, Shift()


def draw_stint(society: Society, kind: str) -> Stint:
    """An hour to a day; slow kinds take at least 4 to 20 hours, unless the world ends before."""
    draws = society.draws
    start, shift = begin(society, _hours(society, kind))
    length = draws.wide(1, 24) * 3600.0
    if kind in ("slow_ramp", "imitator", "sim_box"):
        length = max(length, draws.even(4, 20) * 3600.0)
    if kind == "slow_ramp":
        start *= 0.6  # early, so that it has time to grow
    return Stint(start, max(3600.0, min(length, society.seconds - start)), shift)


def _hours(society: Society, kind: str) -> Hours:
    """Hours of work of a kind; what other kinds would have is drawn as well."""
    draws = society.draws
    own: dict[str, Hours] = {
        "wangiri": None if draws.chance(0.6) else (6, 23),
        "irsf": None if draws.chance(0.5) else (20, 7),
        "robocall": (8, 21),
        "sim_box": None if draws.chance(0.5) else (8, 23),
        "imitator": (7, 23),
    }
    return own.get(kind, draws.one_of((9, 18), (8, 20), (10, 22)))
