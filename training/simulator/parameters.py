"""What differs between worlds: drawn once from wide ranges, or typical, or pinned by the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldParameters:
    """How people of a world live. The defaults are the typical world; `PRIORS` are the ranges of the others.

    Attributes:
        calls_per_day: mean calls that a subscriber starts by himself; call-backs and redials come on top.
        activity_spread: standard deviation of the logarithm of a subscriber's activity.
        silent_share: subscribers who start a tenth of that at most.
        answer_rate: of calls between acquaintances; strangers are answered less.
        stranger_answer: answer rate of calls by strangers, over `answer_rate`.
        talk_median: seconds of an answered call.
        talk_spread: standard deviation of the logarithm of the seconds.
        stranger_share: calls to numbers that are no acquaintances.
        reciprocity: acquaintances who call each other; of the others only one side ever calls.
        degree: median number of acquaintances.
        call_back: missed calls of acquaintances that are returned.
        curiosity: missed calls of strangers that are returned.
        redial: failed attempts that are tried again.
        fill: part of the numbers of a used hundred-block that is in use.
        night_share: subscribers who live at night.
        business_share: subscribers that are shops, surgeries and the like, called by strangers.
        new_per_day: subscribers per day who place their first call after the start.
        travel_share: subscribers who are abroad for some time.
        subscribers_per_cell: mean.
        service_share: calls by honest services, before the scenario's `hard_negatives`.
        countries: how many.
        weekend: calls on a day of the weekend over those of another.
        one_clock: all countries live in the zone of the scenario's start.
        tells_region, tells_cell, tells_imei, tells_trunk, tells_account: whether records hold these fields.
        region_style: 0 names of cities, 1 country and number, 2 countries only.
    """

    calls_per_day: float = 7.0
    activity_spread: float = 1.1
    silent_share: float = 0.15
    answer_rate: float = 0.72
    stranger_answer: float = 0.8
    talk_median: float = 65.0
    talk_spread: float = 1.15
    stranger_share: float = 0.10
    reciprocity: float = 0.7
    degree: float = 9.0
    call_back: float = 0.35
    curiosity: float = 0.04
    redial: float = 0.25
    fill: float = 0.2
    night_share: float = 0.02
    business_share: float = 0.04
    new_per_day: float = 0.005
    travel_share: float = 0.02
    subscribers_per_cell: float = 120.0
    service_share: float = 0.18
    countries: int = 3
    weekend: float = 0.8
    one_clock: bool = True
    tells_region: bool = True
    tells_cell: bool = True
    tells_imei: bool = True
    tells_trunk: bool = True
    tells_account: bool = True
    region_style: int = 0


#: Range of each number (uniform), or of its logarithm where `_LOG` says so.
PRIORS: Final[dict[str, tuple[float, float]]] = {
    "calls_per_day": (3.5, 14.0),
    "activity_spread": (0.8, 1.5),
    "silent_share": (0.05, 0.35),
    "answer_rate": (0.55, 0.85),
    "stranger_answer": (0.5, 1.0),
    "talk_median": (30.0, 120.0),
    "talk_spread": (0.9, 1.5),
    "stranger_share": (0.04, 0.3),
    "reciprocity": (0.4, 0.9),
    "degree": (4.0, 20.0),
    "call_back": (0.15, 0.5),
    "curiosity": (0.01, 0.12),
    "redial": (0.08, 0.4),
    "fill": (0.004, 0.95),
    "night_share": (0.005, 0.06),
    "business_share": (0.01, 0.08),
    "new_per_day": (0.001, 0.03),
    "travel_share": (0.0, 0.06),
    "subscribers_per_cell": (30.0, 600.0),
    "service_share": (0.08, 0.35),
    "countries": (1, 5),
    "weekend": (0.55, 1.05),
    "region_style": (0, 2),
}
_LOG: Final = frozenset(
    {"calls_per_day", "talk_median", "degree", "curiosity", "fill", "new_per_day", "subscribers_per_cell"}
)
#: Probability that records of a world hold a field; operators differ most in what they tell about handsets and cells.
_CHANCES: Final[dict[str, float]] = {
    "one_clock": 0.3,
    "tells_region": 0.8,
    "tells_cell": 0.7,
    "tells_imei": 0.7,
    "tells_trunk": 0.75,
    "tells_account": 0.7,
}
_WHOLE: Final = frozenset({"countries", "region_style"})


def check_pins(pins: Mapping[str, float | bool]) -> None:
    """Raise ValueError for a parameter that does not exist or a value out of `PRIORS`, stretched by half."""
    for name, value in pins.items():
        if name in _CHANCES:
            if not isinstance(value, bool):
                raise ValueError(f"world.{name} must be true or false, not {value!r}")
        elif name not in PRIORS:
            raise ValueError(f"world has no parameter {name!r}")
        else:
            low, high = PRIORS[name]
            low, high = (low, high) if name in _WHOLE else (low * 0.5, high * 1.5)
            whole = name not in _WHOLE or value == int(value)
            if isinstance(value, bool) or not whole or not low <= value <= high:
                raise ValueError(f"world.{name} must be {low:g} to {high:g}, not {value!r}")


def draw_parameters(vary: bool, pins: Mapping[str, float | bool], rng: np.random.Generator) -> WorldParameters:
    """The parameters of a world: drawn when it varies, else typical; pinned ones as they are pinned."""
    drawn: dict[str, float | bool] = {}
    for name, (low, high) in PRIORS.items():
        share = rng.random()
        if name in _WHOLE:
            drawn[name] = int(low + share * (high - low + 1))
        elif name in _LOG:
            drawn[name] = low * (high / low) ** share
        else:
            drawn[name] = low + share * (high - low)
    for name, chance in _CHANCES.items():
        drawn[name] = bool(rng.random() < chance)
    chosen = {**drawn, **pins} if vary else dict(pins)
    chosen.update({name: int(chosen[name]) for name in _WHOLE & chosen.keys()})
    return replace(WorldParameters(), **chosen)  # type: ignore[arg-type]
