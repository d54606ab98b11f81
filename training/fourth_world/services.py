"""How many firms and services of each kind there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from training.fourth_world import firms_called as called
from training.fourth_world import firms_calling as calling
from training.fourth_world.draws import Draws
from training.fourth_world.firms import Firm, found
from training.fourth_world.intentions import Inbound
from training.fourth_world.society import Society

#: Draws a firm of a kind -> mean number of such firms for each 12,000 callers. Founded in this order.
FIRMS: Final[Mapping[Callable[[Draws], Firm], float]] = {
    calling.courier: 7,
    calling.call_centre_out: 3,
    called.call_centre_in: 3,
    called.hospital: 3,
    calling.reminder_service: 3,
    called.taxi_dispatch: 4,
    calling.otp_flash: 3,
    calling.school: 3,
    called.phone_in: 2,
    called.conference_bridge: 3,
    calling.pollster: 3,
    called.estate_agent: 7,
    calling.sales_new_sim: 6,
    called.device_fleet: 3,
    called.surgery: 8,
    called.small_shop: 12,
    called.reseller: 3,
    calling.debt_collector: 2,
}


def found_services(society: Society) -> None:
    """Found them; at least one of each kind from about half the size on."""
    draws = society.draws
    least = 1 if society.unusual(1) >= 0.5 else 0
    for draw_firm, mean in FIRMS.items():
        for _ in range(max(least, draws.poisson(society.unusual(mean)))):
            firm = draw_firm(draws)
            outfit = found(society, firm)
            if firm.rung:
                at, line = draws.even(0, 1800), draws.choose(outfit.lines)
                society.intentions.plan(at, Inbound(line, outfit, draws.wide(2, 15)))
