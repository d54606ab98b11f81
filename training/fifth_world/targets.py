"""Whom a campaign calls."""

from __future__ import annotations

from typing import Final

from training.fifth_world.draws import Integers
from training.fifth_world.network import Network
from training.fifth_world.recruits import Recruits

#: Ways to choose victims -> share of campaigns.
_WAYS: Final = {"random": 0.35, "sequential": 0.2, "list": 0.3, "local": 0.15}
#: Chances that a call goes to somebody called before, one of which a campaign draws.
_REPEATS: Final = (0, 0.08, 0.25)
_PATIENT_REPEATS: Final = (0.1, 0.25, 0.45)


def draw_targets(network: Network, kind: str, recruits: Recruits, count: int) -> Integers:
    """A callee for each of so many calls, in the order of the calls."""
    draws, far = network.draws, recruits.far
    way = draws.word(list(_WAYS), list(_WAYS.values()))
    if way == "sequential" and not far:
        callees = network.numbering.in_sequence(count)
    elif way == "list":  # shared by all numbers
        leads = network.strangers(max(5, int(count * draws.uniform(0.5, 2))), far)
        callees = draws.some(leads, count)
    elif way == "local":
        callees = network.strangers(count, True, recruits.region, quiet=0.5)
    else:
        callees = network.strangers(count, far, quiet=draws.uniform(0.3, 0.7))
    return network.again(callees, draws.choice(_PATIENT_REPEATS if kind in ("imitator", "sim_box") else _REPEATS))
