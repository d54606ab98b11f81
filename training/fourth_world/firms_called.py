"""Firms that are called as well as calling, and devices.

Arguments are drawn in the order in which they stand: to move one is to make other worlds.
"""

from __future__ import annotations

from training.fourth_world.clock import Hours
from training.fourth_world.draws import Draws
from training.fourth_world.firms import Firm
from training.fourth_world.firms_calling import office_hours
from training.fourth_world.manners import Manner


def _long_hours(draws: Draws, around_the_clock: float) -> Hours:
    """In that share of cases around the clock, else from 6 to 8 until 18 to 22."""
    if draws.chance(around_the_clock):
        return None
    return draws.even(6, 9) // 1, 18 + draws.even(0, 5) // 1


def call_centre_in(draws: Draws) -> Firm:
    """A hot-line that also calls back."""
    return Firm(
        "call_centre_in", draws.count(1, 8), draws.wide(1, 8), _long_hours(draws, 0.3),
        Manner(draws.wide(90, 300), 0.9, draws.even(1.1, 1.5), redial=draws.even(0.1, 0.4), back=draws.even(0.1, 0.4)),
        inbound=draws.wide(1.5, 12), channels=draws.whole(2, 20), weekends=draws.chance(0.6),
        seconds=draws.wide(120, 400), repeat=draws.even(0.05, 0.3), rung=True,
    )  # fmt: skip


def hospital(draws: Draws) -> Firm:
    """Wards that call patients and relatives."""
    return Firm(
        "hospital", draws.count(2, 16), draws.wide(1, 9), _long_hours(draws, 0.7),
        Manner(draws.wide(50, 150), 1.0, draws.even(1.0, 1.4), redial=draws.even(0.1, 0.4),
               back=draws.even(0.1, 0.35)),
        inbound=draws.wide(0.5, 4), weekends=True, repeat=draws.even(0.1, 0.35),
    )  # fmt: skip


def taxi_dispatch(draws: Draws) -> Firm:
    """Says that the taxi is there; often the ringing is enough."""
    return Firm(
        "taxi_dispatch", draws.count(1, 6), draws.wide(3, 18), None if draws.chance(0.7) else (6, 23),
        Manner(draws.wide(10, 25), 0.5, draws.even(1.4, 1.9), redial=draws.even(0.1, 0.4), back=draws.even(0.1, 0.3),
               cancel=0.5, short=draws.even(0.1, 0.4)),
        fixed=draws.chance(0.6), inbound=draws.wide(1, 6), weekends=True, seconds=35.0,
        repeat=draws.even(0.02, 0.15), channels=3, rung=True,
    )  # fmt: skip


def phone_in(draws: Draws) -> Firm:
    """A programme on the air."""
    return Firm(
        "phone_in", draws.count(1, 3), draws.wide(1, 8), (draws.whole(6, 12), draws.whole(18, 24)),
        Manner(draws.wide(30, 120), 1.0, 1.6, redial=0.3, back=0.3),
        inbound=draws.wide(4, 20), channels=draws.whole(2, 12), answers=draws.even(0.3, 0.9), seconds=40.0,
        weekends=True, rung=True,
    )  # fmt: skip


def conference_bridge(draws: Draws) -> Firm:
    """Calls all who take part, who then stay for long."""
    return Firm(
        "conference_bridge", draws.count(1, 4), draws.wide(60, 400), (7, 19),
        Manner(draws.wide(800, 2200), 0.6, draws.even(1.4, 1.9), redial=draws.even(0.2, 0.6), back=0.2),
        channels=30, burst=1.5, inbound=draws.wide(0.5, 3), seconds=1500.0, clients=draws.count(10, 80), repeat=0.1,
    )  # fmt: skip


def estate_agent(draws: Draws) -> Firm:
    """Viewings and offers, mostly from a mobile that is private as well."""
    return Firm(
        "estate_agent", draws.count(1, 5), draws.wide(2, 9), office_hours(draws),
        Manner(draws.wide(60, 150), 1.0, draws.even(1.1, 1.4), redial=draws.even(0.1, 0.35),
               back=draws.even(0.15, 0.4), again=draws.even(0.05, 0.2)),
        fixed=draws.chance(0.4), inbound=draws.wide(0.2, 1.2), cells="many", private=draws.even(0.3, 1.0),
        weekends=draws.chance(0.5), repeat=draws.even(0.1, 0.3),
    )  # fmt: skip


def device_fleet(draws: Draws) -> Firm:
    """Alarms and meters that report to a gateway."""
    return Firm(
        "device_fleet", draws.count(5, 30), draws.wide(0.2, 3), None,
        Manner(draws.wide(4, 30), 0.15, fixed=0.97, back=0.0),
        layout=draws.one_of("hundred", "thousand"), fixed=False, cells="own", weekends=True, answers=0.5,
        seconds=10.0, gateways=draws.whole(1, 4),
    )  # fmt: skip


def surgery(draws: Draws) -> Firm:
    """A doctor's practice."""
    return Firm(
        "surgery", draws.count(1, 3), draws.wide(1.5, 8), (8, draws.whole(12, 19)),
        Manner(draws.wide(50, 110), 0.8, draws.even(1.2, 1.5), redial=draws.even(0.1, 0.35),
               back=draws.even(0.15, 0.4)),
        inbound=draws.wide(0.5, 3), repeat=draws.even(0.05, 0.25),
    )  # fmt: skip


def small_shop(draws: Draws) -> Firm:
    """One or two people with a landline or a mobile."""
    return Firm(
        "small_shop", draws.count(1, 2), draws.wide(0.5, 5), (draws.whole(7, 11), draws.whole(17, 22)),
        Manner(draws.wide(35, 80), 0.9, draws.even(1.1, 1.4), redial=draws.even(0.1, 0.35),
               back=draws.even(0.15, 0.4)),
        fixed=draws.chance(0.6), private=draws.even(0.3, 1.0), inbound=draws.wide(0.2, 2),
        weekends=draws.chance(0.6), repeat=draws.even(0.2, 0.5),
    )  # fmt: skip


def reseller(draws: Draws) -> Firm:
    """Tests many SIMs in few telephones, by calls among them and to a few friends."""
    return Firm(
        "reseller", draws.count(6, 35), draws.wide(0.2, 2.5), (9, 20),
        Manner(draws.wide(6, 18), 0.7, fixed=draws.even(0.6, 0.95), back=0.05),
        layout=draws.one_of("hundred", "thousand", "scatter"), fixed=False, shared_handsets=True, weekends=True,
        clients=draws.count(3, 12), answers=0.6, seconds=8.0, tests=True,
    )  # fmt: skip
