"""Activities: what an outfit's numbers do. Each is a row of numbers; one engine runs all of them, honest or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import HOUR_MS, MAX_SECONDS, Floats, Ints

#: How the calls of an activity end, and what follows from them.
ACTIVITY = np.dtype(
    [
        ("outfit", "<i4"),
        # When: members' calls per hour, in hours of the local day (`profile`) or from `begin` on.
        ("zone_ms", "<i8"),
        ("weekend", "<f8"),
        ("campaign", "?"),
        ("begin", "<i8"),  # ms
        ("shift", "<f8"),  # hours a day, from each begin
        ("total", "<f8"),  # hours of work in all
        ("cycle", "<f8"),  # hours until all of it comes again
        ("ramp", "<f8"),  # 0 = even; k = the rate grows with the k-th power of the work that is done
        ("burst", "<f8"),  # mean calls in a row
        ("gap", "<f8"),  # seconds between them
        ("even", "?"),  # calls at even distances, as machines place them
        # Whom, and as whom.
        ("inbound", "?"),  # the targets call the members
        ("pool", "?"),  # every call shows another of the outfit's numbers
        ("low", "<i8"),  # targets[low:high]
        ("high", "<i8"),
        ("skew", "<f8"),  # 0 = one after the other; 1 = at random; above = the first ones more often
        ("second", "<f8"),  # share of calls to targets[low2:high2], at random
        ("low2", "<i8"),
        ("high2", "<i8"),
        # How it ends.
        ("ends", "<f8", (5,)),  # running sum of the dispositions' probabilities
        ("median", "<f8"),  # seconds of an answered call
        ("spread", "<f8"),
        ("longest", "<f8"),
        ("long_share", "<f8"),  # of the answered calls
        ("long_median", "<f8"),
        # What follows.
        ("redial", "<f8"),
        ("redial_wait", "<f8"),  # median seconds
        ("call_back", "<f8"),
        ("call_back_wait", "<f8"),
        ("single", "?"),  # a caller has one call at a time
        # Who is hurt.
        ("hook", "<f8"),  # share of the answered calls of `hook_seconds` and more that do harm
        ("hook_seconds", "<f8"),
        ("victim", "u1"),  # of these: 0 the callee, 1 the caller, 2 nobody but the owner of the number
        ("complain", "<f8"),  # share of the victims
        ("complain_wait", "<f8"),  # median seconds
    ]
)

Row = dict[str, object]


def ends(answered: float, busy: float = 0.06, failed: float = 0.03, cancelled: float = 0.05) -> Floats:
    """Running sum of the dispositions' probabilities; the last three are shares of what is not answered.

    >>> ends(0.8, 0.25, 0.25, 0.25).round(2).tolist()
    [0.8, 0.85, 0.9, 0.95, 1.0]
    """
    missed = 1 - answered
    other = np.array([busy, failed, cancelled])
    sums: Floats = np.cumsum([answered, missed * (1 - other.sum()), *(missed * other)])
    sums[-1] = 1.0
    return sums


def row(**values: object) -> Row:
    """An activity with everything else as usual."""
    usual: Row = {
        "weekend": 1.0,
        "burst": 1.0,
        "gap": 5.0,
        "skew": 1.0,
        "ends": ends(0.7),
        "median": 60.0,
        "spread": 1.1,
        "longest": float(MAX_SECONDS),
        "long_median": 300.0,
        "redial_wait": 150.0,
        "call_back_wait": 600.0,
        "single": True,
        "hook_seconds": 1.0,
        "complain_wait": 7200.0,
        "cycle": 24.0,
        "shift": 24.0,
        "total": 24.0,
    }
    return {**usual, **values}


@dataclass
class Activities:
    """Activities while the world is being made.

    Attributes:
        rows: one per activity.
        profiles: (24,) weights of the hours of the local day for each.
        members: places of the numbers of each.
        rates: calls per hour of each member.
        windows: (members, 2) part of the work, 0 to 1, during which each member is used; None = always.
        targets: lists, one behind the other; `low` and `high` are places in it.
    """

    rows: list[Row] = field(default_factory=list)
    profiles: list[Floats] = field(default_factory=list)
    members: list[Ints] = field(default_factory=list)
    rates: list[Floats] = field(default_factory=list)
    windows: list[Floats | None] = field(default_factory=list)
    targets: list[Ints] = field(default_factory=list)
    _listed: int = 0

    def add(
        self,
        values: Row,
        members: Ints | Sequence[int] = (),
        rates: Floats | Sequence[float] = (),
        profile: Floats | None = None,
        windows: Floats | None = None,
    ) -> int:
        """Add one and give its place; without members it only says how calls end."""
        self.rows.append(values)
        self.members.append(np.asarray(members, np.int32))
        self.rates.append(np.asarray(rates, np.float64))
        self.profiles.append(np.ones(24) if profile is None else profile)
        self.windows.append(windows)
        return len(self.rows) - 1

    def add_targets(self, places: NDArray[np.integer]) -> tuple[int, int]:
        """Add a list of numbers; give its `low` and `high`."""
        low = self._listed
        self.targets.append(places.astype(np.int32))
        self._listed += len(places)
        return low, self._listed

    def table(self) -> NDArray[np.void]:
        """All rows as an array of `ACTIVITY`."""
        table = np.zeros(len(self.rows), ACTIVITY)
        for index, values in enumerate(self.rows):
            for name, value in values.items():
                table[name][index] = value
        return table


def hour_profile(opens: float, length: float) -> Floats:
    """Weights of the hours of the day for somebody who works from `opens` for `length` hours; parts of hours count.

    >>> hour_profile(22.5, 3.0).nonzero()[0].tolist(), hour_profile(22.5, 3.0)[22]
    ([0, 1, 22, 23], np.float64(0.5))
    """
    weights = np.zeros(24)
    at, left = opens % 24, min(length, 24.0)
    while left > 1e-9:
        part = min(left, 1.0 - at % 1)
        weights[int(at) % 24] += part
        at, left = at + part, left - part
    return weights


def work_done(table: NDArray[np.void], at_ms: int) -> Floats:
    """Hours of work that each campaign has done of its present cycle, (activities,) float64."""
    since = (at_ms - table["begin"]) / HOUR_MS
    today = np.where(since >= 0, since % table["cycle"], 0.0)
    days = np.floor(today / 24.0)
    done: Floats = np.minimum(days * table["shift"] + np.minimum(today - days * 24.0, table["shift"]), table["total"])
    return done
