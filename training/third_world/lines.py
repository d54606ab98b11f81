"""A line, a call, and the manner in which lines call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from training.second_world.draws import Seconds
from training.second_world.station import Station


@dataclass(slots=True, eq=False)
class Line(Station):
    """A line of the third world; `cells` are at home and at work.

    Attributes:
        many: whether it holds several calls at a time; a person is busy or not.
        curve: its hours.
        stays: whether it hardly leaves its first cell.
        trip: where it is from when on (start, region, cell), ordered; () = at home.
        friends, closeness: acquaintances, and running sums of how much it calls them.
    """

    many: bool = False
    curve: str = "person"
    stays: bool = False
    trip: tuple[tuple[float, str, str], ...] = ()
    friends: list[Line] = field(default_factory=list)
    closeness: list[float] = field(default_factory=list)


class Placed(NamedTuple):
    """A call that took place; start and seconds are whole, start counts from the world's beginning."""

    start: int
    seconds: int
    caller: Line
    callee: Line
    disposition: str
    region: str
    cell: str | None

    @property
    def end(self) -> int:
        """When it is over."""
        return self.start + self.seconds

    @property
    def answered(self) -> bool:
        """Whether somebody took it."""
        return self.seconds > 0


#: What follows from a call, beyond redials and call-backs.
Hook = Callable[[Placed], None]


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """How calls of one sort go.

    Attributes:
        seconds: duration once answered.
        answered: factor on the callee's chance to answer.
        redials: chance that what is not answered is tried again, less each time.
        returns: chance that the callee calls back what he missed, after `wait` seconds, median.
        rings_off: whether the caller hangs up before anybody can answer.
        hook: is told of each call.
    """

    seconds: Seconds
    answered: float = 1.0
    redials: float = 0.0
    returns: float = 0.0
    wait: float = 480.0
    rings_off: bool = False
    hook: Hook | None = None
