"""How many honest heavy callers of each kind there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from training.fifth_world.crowds import plan_conference, plan_phone_in, plan_school
from training.fifth_world.machines import plan_flash_calls, plan_machines, plan_reseller
from training.fifth_world.network import Network
from training.fifth_world.rounds import (
    CALL_CENTRE,
    DEBT_COLLECTOR,
    POLLSTER,
    REMINDER,
    plan_courier,
    plan_round,
    plan_sales,
)

#: What plans one, and how many a full-size world has in the mean.
_SERVICES: Final[tuple[tuple[Callable[[Network], None], float], ...]] = (
    (plan_courier, 6),
    (partial(plan_round, ranges=CALL_CENTRE), 3),
    (partial(plan_round, ranges=REMINDER), 2),
    (partial(plan_round, ranges=DEBT_COLLECTOR), 1.5),
    (partial(plan_round, ranges=POLLSTER), 2),
    (plan_flash_calls, 2),
    (plan_school, 3),
    (plan_phone_in, 2),
    (plan_conference, 2),
    (plan_sales, 6),
    (plan_machines, 4),
    (plan_reseller, 3),
)


def plan_services(network: Network) -> None:
    """All of them; last, the emergency centre calls people back."""
    for plan_one, mean in _SERVICES:
        for _ in range(network.count(mean)):
            plan_one(network)
    who, at = network.daily(network.emergency, 3 * network.scale + 0.5, "flat")
    network.plan(at, who, network.strangers(len(who), True, quiet=0.1), median=60, redial=0.6)
