"""What a day is like for each role: when its people call, and when they can pick up."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Half hours of a day.
SLOTS: Final = 48
ROLES: Final = ("office", "manual", "pupil", "home", "own", "night")
#: Share of people of each role; nobody is of the last unless the world gives night work.
SHARES: Final = (0.3, 0.2, 0.18, 0.22, 0.1, 0.0)

# Hour and calls against each other on workdays, by role, then on free days; straight lines between the hours, next to
# nothing outside. Peaks: the way to work and school, breaks, the way home, the evening. The author's judgement.
_CALLS: Final = {
    "office": "5 .02, 6.5 .3, 7.5 1.0, 9 .6, 12.3 1.2, 13.5 .6, 16 1.0, 18 1.7, 20 1.3",
    "manual": "4 .05, 5.5 .7, 6.5 .3, 9.3 1.1, 10 .2, 12.2 1.3, 13 .3, 15.5 1.6, 20 1.3",
    "pupil": "6 .02, 7.3 .7, 8 .1, 13 .2, 13.8 1.6, 16 1.3, 18 1.5, 21 1.8, 22.5 1.0",
    "home": "6 .05, 9 1.0, 10.5 1.6, 12.5 .8, 14 .6, 16 1.3, 18 1.5, 20 1.0, 21 .5",
    "own": "6 .1, 7.5 1.1, 10 1.5, 12 1.2, 14 1.4, 17 1.5, 19 1.0, 21 .6, 22 .2",
    "night": "6.5 .8, 8 .2, 14 .1, 15.5 1.0, 19 1.5, 21.5 1.3, 23 .8, 26 .7, 29 .5",
    "free": "7 .03, 9.5 .5, 11.5 1.3, 13 .9, 15 1.1, 18 1.5, 20.5 1.2, 22.5 .5, 25 .1",
}
# Hour and chance that somebody willing can pick up: asleep, driving, at a machine, in class, free.
_PICKS: Final = {
    "office": "0 .08, 6 .12, 7 .7, 8.2 .5, 9 .65, 12 .85, 13 .6, 17 .6, 18.5 .95, 21 .9, 22.5 .5, 23.5 .1",
    "manual": "0 .06, 4.8 .1, 5.3 .6, 6.5 .3, 9 .8, 9.6 .25, 12 .9, 12.7 .25, 15 .8, 20 .9, 21.5 .5, 22.5 .08",
    "pupil": "0 .15, 6.5 .6, 8 .05, 13 .1, 14 .8, 18 .8, 21 .95, 22.5 .6, 23.5 .3",
    "home": "0 .08, 6.5 .2, 8 .9, 12 .95, 13.5 .7, 15 .95, 20 .95, 21.5 .6, 22.5 .2, 23.5 .08",
    "own": "0 .06, 6 .3, 7.5 .85, 12 .9, 18 .9, 20 .85, 22 .5, 23 .15, 23.9 .08",
    "night": "0 .5, 5 .4, 6.5 .7, 8 .15, 14 .1, 15.5 .8, 19 .95, 22 .7, 23.9 .5",
    "free": "0 .2, 2 .08, 7 .1, 9 .6, 11 .9, 20 .9, 22.5 .6, 23.9 .25",
}


def _curve(points: str, ends: bool) -> NDArray[np.float64]:
    """Values at the middle of each half hour; with `ends` they fall to next to nothing before and after the points."""
    pairs = np.array([point.split() for point in points.split(",")], dtype=float)
    hours, values = pairs[:, 0], pairs[:, 1]
    middle = np.arange(SLOTS) / 2.0 + 0.25
    if not ends:
        return np.asarray(np.interp(middle, hours, values))
    hours = np.concatenate(([hours[0] - 1.5], hours, [hours[-1] + 3.0]))
    values = np.concatenate(([0.01], values, [0.01]))
    # What lies after midnight belongs to the early hours.
    return np.asarray(np.interp(middle, hours, values) + np.interp(middle + 24.0, hours, values))


def _curves(points: dict[str, str], ends: bool) -> NDArray[np.float64]:
    """Curves by (role, 0 for a workday or 1 for a free day, half hour); who works at night sleeps in on any day."""
    free = ["night" if role == "night" else "free" for role in ROLES]
    return np.array(
        [[_curve(points[role], ends), _curve(points[off], ends)] for role, off in zip(ROLES, free, strict=True)]
    )


def _shares(curves: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(curves / curves.sum(axis=2, keepdims=True))


#: Share of a day's calls by (role, workday or free day, half hour); each day sums to 1.
CALLS: Final = _shares(_curves(_CALLS, True))
#: Chance to pick up, by the same.
PICKS: Final = _curves(_PICKS, False)
