"""A fraud campaign from its numbers to its calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network
from training.fifth_world.recruits import recruit
from training.fifth_world.schemes import (
    Work,
    plan_bypass,
    plan_costly_calls,
    plan_imitation,
    plan_one_ring,
    plan_persuasion,
    plan_recordings,
)
from training.fifth_world.targets import draw_targets
from training.fifth_world.tempo import draw_moments, draw_tempo

_SCHEMES: Final[dict[str, Callable[[Network, Work], None]]] = {
    "wangiri": plan_one_ring,
    "irsf": plan_costly_calls,
    "pbx_hacking": plan_costly_calls,
    "vishing_kyc": plan_persuasion,
    "vishing_tax": plan_persuasion,
    "vishing_lottery": plan_persuasion,
    "robocall": plan_recordings,
    "sim_box": plan_bypass,
    "imitator": plan_imitation,
}
#: A campaign that starts slowly does one of these.
_SLOW: Final = ("vishing_kyc", "robocall", "imitator")


def plan_campaign(network: Network, kind: str, campaign: int, calls: float) -> None:
    """About so many calls of one campaign."""
    tempo = draw_tempo(network, kind, calls)
    recruits = recruit(network, kind, campaign, tempo)
    if recruits is None:
        return
    who, at = draw_moments(network, kind, calls, tempo.curve, recruits.places, recruits.begin, recruits.end)
    callees = draw_targets(network, kind, recruits, len(at))
    scheme = _SCHEMES[network.draws.word(_SLOW) if kind == "slow_ramp" else kind]
    scheme(network, Work(recruits, CODE[kind], tempo.stop, at, who, callees))
