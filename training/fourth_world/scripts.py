"""How fraudsters' calls go, and what becomes of victims who ring back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from training.fourth_world.draws import Draws
from training.fourth_world.manners import Manner

#: Lowest and highest median seconds of a talk that persuades.
_TALKS: Final[Mapping[str, tuple[float, float]]] = {
    "vishing_kyc": (150, 500),
    "vishing_tax": (200, 900),
    "vishing_lottery": (120, 600),
    "slow_ramp": (120, 600),
}


def script(draws: Draws, kind: str, redials: float) -> tuple[Manner, float]:
    """Manner of a campaign's calls, and the share of victims who complain. `redials` is the habit of the world."""
    if kind == "slow_ramp" and draws.chance(0.4):
        kind = "robocall"
    match kind:
        case "wangiri":
            manner = Manner(1.6, 0.4, fixed=draws.even(0, 0.08), cancel=draws.even(0.6, 1.0),
                            back=draws.even(0.02, 0.08), longest=4)  # fmt: skip
            return manner, draws.even(0.003, 0.03)
        case "robocall":
            manner = Manner(draws.wide(8, 30), 0.7, draws.even(0.7, 1.1), message=draws.even(15, 45),
                            short=draws.even(0.3, 0.7), short_median=draws.even(3, 8), redial=draws.even(0, 0.08),
                            back=draws.even(0, 0.08))  # fmt: skip
            return manner, draws.even(0.01, 0.06)
        case "irsf":
            manner = Manner(draws.wide(300, 1800), draws.even(0.2, 0.9), fixed=draws.even(0.75, 0.98),
                            longest=draws.wide(1800, 7000))  # fmt: skip
            return manner, 0.004
        case "sim_box":
            manner = Manner(draws.wide(90, 280), draws.even(0.9, 1.2), draws.even(1.0, 1.6),
                            redial=draws.even(0.15, 0.4), back=draws.even(0.02, 0.1))  # fmt: skip
            return manner, draws.even(0, 0.004)
        case "imitator":
            manner = Manner(draws.wide(45, 90), draws.even(1.0, 1.25), draws.even(0.9, 1.2),
                            redial=redials * draws.even(0.6, 1.2), back=draws.even(0.02, 0.12),
                            again=draws.even(0.05, 0.25))  # fmt: skip
            return manner, draws.even(0.01, 0.1)
        case _:
            manner = Manner(draws.wide(*_TALKS[kind]), draws.even(0.6, 1.0), draws.even(0.7, 1.25),
                            short=draws.even(0.35, 0.8), short_median=draws.even(6, 25), redial=draws.even(0, 0.3),
                            back=draws.even(0.01, 0.12), again=draws.even(0.1, 0.6), longest=5400)  # fmt: skip
            return manner, draws.even(0.03, 0.16)


def reception(draws: Draws, kind: str) -> Manner:
    """How calls to a campaign's numbers go: costly, in vain, or to someone who goes on persuading."""
    if kind == "wangiri":
        return Manner(draws.wide(90, 400), 0.9, fixed=draws.even(0.7, 1.0), redial=0.2)
    if kind in ("robocall", "sim_box"):
        return Manner(8, 0.5, fixed=draws.even(0, 0.3), redial=0.15)
    return Manner(draws.wide(40, 300), 1.0, fixed=draws.even(0.1, 0.9), redial=0.2)
