"""Firms whose trade is to call many people.

Arguments are drawn in the order in which they stand: to move one is to make other worlds.
"""

from __future__ import annotations

from training.fourth_world.draws import Draws
from training.fourth_world.firms import Firm
from training.fourth_world.manners import Manner


def office_hours(draws: Draws) -> tuple[int, int]:
    """From 7 to 9 until 16 to 19."""
    return draws.whole(7, 10), draws.whole(16, 20)


def courier(draws: Draws) -> Firm:
    """Short calls to whoever gets a parcel, from a van."""
    return Firm(
        "courier", draws.count(1, 9), draws.wide(4, 22), (7, draws.whole(17, 22)),
        Manner(draws.wide(16, 40), 0.6, draws.even(1.2, 1.7), redial=draws.even(0.2, 0.5), back=draws.even(0.15, 0.4),
               short=draws.even(0, 0.2)),
        layout=draws.one_of("scatter", "thousand", "hundred"), fixed=False, cells="many", private=draws.even(0, 0.9),
        weekends=draws.chance(0.6), seconds=30.0, repeat=draws.even(0, 0.1),
    )  # fmt: skip


def call_centre_out(draws: Draws) -> Firm:
    """Sells by telephone; many hang up."""
    return Firm(
        "call_centre_out", draws.count(2, 14), draws.wide(6, 40), (9, draws.whole(17, 21)),
        Manner(draws.wide(40, 200), 1.0, draws.even(0.7, 1.05), short=draws.even(0.2, 0.6),
               short_median=draws.even(5, 14), redial=draws.even(0, 0.15), back=draws.even(0.02, 0.12),
               again=draws.even(0, 0.1)),
        weekends=draws.chance(0.3), answers=draws.even(0.1, 0.9), seconds=60.0, repeat=draws.even(0, 0.08),
    )  # fmt: skip


def reminder_service(draws: Draws) -> Firm:
    """Plays a text about an appointment."""
    return Firm(
        "reminder_service", draws.count(1, 6), draws.wide(15, 120), office_hours(draws),
        Manner(draws.wide(12, 40), 0.4, draws.even(1.0, 1.3), message=draws.even(14, 35), redial=draws.even(0, 0.3),
               back=draws.even(0.02, 0.15), short=draws.even(0.1, 0.4)),
        channels=draws.whole(1, 6), answers=draws.even(0.1, 0.9), seconds=30.0, repeat=draws.even(0, 0.1),
    )  # fmt: skip


def otp_flash(draws: Draws) -> Firm:
    """One-time passwords by a call that nobody is meant to take; the more numbers, the less each calls."""
    count = draws.count(1, 40)
    return Firm(
        "otp_flash", count, draws.wide(2, 60) / count**0.6, None,
        Manner(1.5, 0.4, fixed=draws.even(0, 0.12), cancel=draws.even(0.4, 0.95), back=draws.even(0.003, 0.03),
               longest=4),
        weekends=True, answers=draws.even(0, 0.3), seconds=6.0, repeat=draws.even(0.02, 0.2),
        layout=draws.one_of("hundred", "thousand", "scatter"),
    )  # fmt: skip


def school(draws: Draws) -> Firm:
    """Tells all parents the same within minutes."""
    return Firm(
        "school", draws.count(1, 3), draws.wide(200, 1500), (7, 17),
        Manner(draws.wide(15, 45), 0.4, draws.even(1.3, 1.7), message=draws.even(12, 40), back=draws.even(0.05, 0.25),
               redial=draws.even(0.1, 0.5)),
        channels=8, burst=1.2, inbound=draws.wide(0.2, 1.5), repeat=0.02,
    )  # fmt: skip


def pollster(draws: Draws) -> Firm:
    """Asks anybody; most decline at once, the others talk long."""
    return Firm(
        "pollster", draws.count(1, 12), draws.wide(8, 45), (draws.whole(9, 16), draws.whole(19, 22)),
        Manner(draws.wide(150, 600), 0.6, draws.even(0.7, 1.0), short=draws.even(0.55, 0.85),
               short_median=draws.even(6, 16), back=draws.even(0.01, 0.06), redial=draws.even(0, 0.1)),
        weekends=draws.chance(0.6), pick=draws.one_of("random", "list", "random"), answers=draws.even(0.05, 0.8),
        seconds=40.0, repeat=draws.even(0, 0.05),
    )  # fmt: skip


def sales_new_sim(draws: Draws) -> Firm:
    """Sales people who get new SIMs and call strangers at once."""
    return Firm(
        "sales_new_sim", draws.count(1, 6), draws.wide(3, 18), office_hours(draws),
        Manner(draws.wide(60, 220), 1.0, draws.even(0.8, 1.1), short=draws.even(0.2, 0.6), short_median=10.0,
               redial=draws.even(0.05, 0.3), back=draws.even(0.05, 0.2), again=draws.even(0.05, 0.25)),
        fixed=False, private=draws.even(0, 0.8), late=draws.even(0, 0.7), cells=draws.one_of("one", "many"),
        shared_handsets=draws.chance(0.2), repeat=draws.even(0.02, 0.15), weekends=draws.chance(0.3),
    )  # fmt: skip


def debt_collector(draws: Draws) -> Firm:
    """Calls the same people until they answer."""
    return Firm(
        "debt_collector", draws.count(1, 8), draws.wide(5, 25), office_hours(draws),
        Manner(draws.wide(60, 220), 1.0, draws.even(0.7, 0.95), short=draws.even(0.3, 0.6),
               redial=draws.even(0.3, 0.6), back=draws.even(0.05, 0.2), tries=3),
        repeat=draws.even(0.2, 0.4), seconds=150.0,
    )  # fmt: skip
