"""Which honest services there are."""

from __future__ import annotations

from typing import Final

from training.third_world.bursts import BURSTS
from training.third_world.centres import CENTRES
from training.third_world.desks import DESKS, open_office
from training.third_world.firms import Firms
from training.third_world.rounds import ROUNDS
from training.third_world.society import Society

#: Offices of full size; they are no hard negatives, and some are taken over by fraudsters.
_OFFICES: Final = 60


def plan_services(society: Society) -> None:
    """Add all services and plan their calls."""
    firms = Firms(society)
    for usual, set_up in (*ROUNDS, *CENTRES, *DESKS, *BURSTS):
        for _ in range(firms.amount(usual)):
            set_up(firms)
    for _ in range(max(1, society.draws.rounded(_OFFICES * society.scenario.scale))):
        open_office(firms)
