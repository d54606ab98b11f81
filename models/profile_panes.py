"""A profile's panes in the order of time: what its subject did in the hour, and in the day, before its last call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from models.profile import PANE_1H, PANE_5M, PANES_1H, PANES_5M

_FIVE: Final = ("out5_calls", "out5_answered", "out5_short", "out5_new", "out5_seconds")
_HOUR: Final = ("out60_calls", "out60_answered", "out60_new")


class Pane5(NamedTuple):
    """Five minutes of calls placed.

    Attributes:
        start: seconds since the epoch.
        calls, answered, short, new: calls, those answered, those answered and over within 6 s, first contacts; each
            stops at 65,535.
        seconds: of talk; stops at 65,535.
    """

    start: int
    calls: int
    answered: int
    short: int
    new: int
    seconds: int


class PaneHour(NamedTuple):
    """An hour of calls; as `Pane5`."""

    start: int
    calls: int
    answered: int
    new: int


class PaneReceived(NamedTuple):
    """An hour of calls received."""

    start: int
    calls: int


def five_minutes(profile: np.void) -> list[Pane5]:
    """The 12 panes of 5 min that end with the one of the last call placed, in order of time; none without a call.

    Args:
        profile: a `PROFILE` record.
    """
    return [Pane5(*row) for row in _rows(profile, "out_last", _FIVE, PANE_5M, PANES_5M)]


def hours(profile: np.void) -> list[PaneHour]:
    """The same for the 24 panes of an hour.

    >>> from models.profile import new_profiles
    >>> profile = new_profiles(1)
    >>> profile["out_last"], profile["out60_calls"][0, 1] = 3600 * 49 + 5, 7
    >>> found = hours(profile[0])
    >>> len(found), found[-1]
    (24, PaneHour(start=176400, calls=7, answered=0, new=0))
    """
    return [PaneHour(*row) for row in _rows(profile, "out_last", _HOUR, PANE_1H, PANES_1H)]


def hours_received(profile: np.void) -> list[PaneReceived]:
    """The 24 panes of an hour that end with the one of the last call received; none without a call."""
    return [PaneReceived(*row) for row in _rows(profile, "in_last", ("in60_calls",), PANE_1H, PANES_1H)]


def _rows(profile: np.void, last: str, names: Sequence[str], size: int, count: int) -> list[list[int]]:
    """Start and counters of each pane of a ring."""
    newest = int(profile[last]) // size
    if not profile[last]:
        return []
    panes = range(max(0, newest - count + 1), newest + 1)
    return [[pane * size, *(int(profile[name][pane % count]) for name in names)] for pane in panes]
