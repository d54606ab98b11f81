"""Honest callers who look like fraud: recipes. Where each comes from is said in docs/world.md."""

from __future__ import annotations

from typing import Final

from training.simulator.recipe import Recipe

_OFFICE = {"ddi": 0.8, "neighbours": 0.2}
_MOBILE = {"mobile": 0.6, "neighbours": 0.25, "blocks": 0.15}

HONEST: Final[tuple[Recipe, ...]] = (
    # Rings at the door, on a new street every day; people call back to ask where the parcel is.
    Recipe(
        kind="courier", weight=1.6, layout={"people": 0.4, **_MOBILE}, members=(1, 30), rate=(4, 30), opens=(6, 10),
        length=(6, 11), weekend=(0.2, 0.9), answered=(0.5, 0.8), median=(12, 40), spread=(0.4, 0.8),
        familiar=(0.02, 0.2), redial=(0.1, 0.5), call_back=(3, 10), shared_cell=0.1, mobility=0.9,
        inbound=(0.0, 0.1),
    ),
    # Sells, or looks after customers of a company; agents share a trunk and a block of numbers, or show one number.
    Recipe(
        kind="call_centre", weight=2.2, layout=_OFFICE, members=(3, 50), rate=(6, 60), opens=(8, 10), length=(7, 12),
        weekend=(0.0, 0.5), even=0.3, answered=(0.2, 0.6), median=(20, 150), spread=(0.8, 1.4),
        long_share=(0.0, 0.15), targets={"strangers": 0.3, "list": 0.4, "region": 0.3}, redial=(0.1, 0.5),
        call_back=(0.5, 3), pool=0.4, shared_cell=0.9, shared_trunk=0.9, own_handset=False, inbound=(0.0, 0.3),
        famous=(0.0, 2.0),
    ),
    # Reminds patients of appointments, and calls with results; patients call it all day.
    Recipe(
        kind="hospital", weight=1.0, layout={"ddi": 1.0}, members=(2, 50), rate=(2, 20), opens=(7, 9),
        length=(8, 14), weekend=(0.1, 0.6), answered=(0.5, 0.8), median=(35, 110),
        targets={"list": 0.6, "customers": 0.4}, company=(0.0, 0.2), redial=(0.2, 0.5), call_back=(4, 12),
        shared_cell=1.0, shared_trunk=1.0, own_handset=False, inbound=(0.3, 2.0), famous=(1.0, 8.0),
    ),
    # A machine that reads out appointments, deliveries, outages: short, many, nobody called before.
    Recipe(
        kind="reminder_service", weight=1.0, layout={"ddi": 0.7, "mobile": 0.3}, members=(1, 10), rate=(15, 250),
        opens=(8, 11), length=(3, 10), even=0.7, answered=(0.4, 0.75), median=(8, 30), spread=(0.3, 0.7), longest=90,
        targets={"list": 0.6, "strangers": 0.4}, redial=(0.0, 0.5), call_back=(0.5, 3), shared_trunk=0.7, pool=0.3,
        own_handset=False, lines=True, inbound_answered=(0.0, 0.4),
    ),
    # Calls the passenger from the car park; is called by strangers all day and all night.
    Recipe(
        kind="taxi_dispatch", weight=0.9, layout={"ddi": 0.5, **_MOBILE}, members=(1, 15), rate=(4, 40),
        opens=(5, 18), length=(10, 24), weekend=(0.9, 1.6), answered=(0.6, 0.9), median=(8, 35), spread=(0.4, 0.8),
        targets={"strangers": 0.7, "customers": 0.3}, call_back=(2, 8), shared_cell=0.7, shared_trunk=0.4,
        inbound=(0.5, 3.0), inbound_median=(15, 45), famous=(1, 8), mobility=0.4,
    ),
    # One-time passwords: rings, and the last digits of the caller are the code. Nobody answers.
    Recipe(
        kind="otp_flash", weight=0.9, layout={"ddi": 0.5, "foreign": 0.3, "blocks": 0.2}, members=(10, 60),
        rate=(1, 40), opens=(0, 8), length=(14, 24), weekend=(0.8, 1.2), answered=(0.0, 0.02), median=(1, 2),
        longest=3, call_back=(0.05, 0.5), redial=(0.0, 0.15), pool=1.0, shared_trunk=0.9, own_handset=False,
        lines=True, inbound_answered=(0.0, 0.1),
    ),
    # Snow day: every parent within minutes.
    Recipe(
        kind="school_notification", weight=0.5, layout={"ddi": 1.0}, members=(1, 4), rate=(5, 60), opens=(6, 15),
        length=(1, 4), weekend=(0.0, 0.1), answered=(0.5, 0.85), median=(12, 40), spread=(0.2, 0.6), longest=120,
        targets={"list": 1.0}, listed=(80, 800), burst=(20, 200), gap=(0.5, 6), redial=(0.2, 0.8), call_back=(2, 8),
        shared_trunk=0.8, own_handset=False, lines=True, famous=(0.2, 1.0), inbound=(0.0, 0.1),
    ),
    # A radio station: thousands of short busy calls in, some back to the winners.
    Recipe(
        kind="phone_in_line", weight=0.7, layout={"ddi": 1.0}, members=(1, 6), rate=(2, 12), opens=(6, 20),
        length=(2, 5), weekend=(0.3, 1.2), answered=(0.7, 0.9), median=(30, 240), targets={"strangers": 1.0},
        inbound=(5, 40), inbound_answered=(0.1, 0.5), inbound_median=(10, 90), shared_trunk=0.7, own_handset=False,
        famous=(1, 4),
    ),
    # Nurses, guards, bakers: an ordinary life, some of it at three in the morning.
    Recipe(
        kind="night_worker", weight=0.6, layout={"people": 1.0}, members=(2, 12), rate=(0.5, 3), opens=(21, 23),
        length=(6, 9), weekend=(0.6, 1.1), normal=True, targets={"customers": 1.0}, listed=(5, 30),
        call_back=(5, 10),
    ),
    # Everybody calls in on the hour and stays; the bridge calls out to those who are missing.
    Recipe(
        kind="conference_bridge", weight=0.5, layout={"ddi": 1.0}, members=(1, 8), rate=(1, 8), opens=(8, 9),
        length=(8, 10), weekend=(0.0, 0.1), answered=(0.7, 0.95), median=(900, 2400), spread=(0.4, 0.8),
        targets={"customers": 1.0}, listed=(40, 600), inbound=(2, 10), inbound_answered=(0.95, 1.0),
        inbound_median=(900, 2700), burst=(3, 10), gap=(5, 60), shared_trunk=0.9, own_handset=False, lines=True,
    ),
    # Random digit dialling: numbers in a row, many dead, most refuse, some talk for a quarter of an hour.
    Recipe(
        kind="pollster", weight=1.2, layout=_OFFICE, members=(2, 25), rate=(5, 40), opens=(10, 16), length=(4, 8),
        weekend=(0.3, 1.0), even=0.4, answered=(0.1, 0.4), median=(10, 40), long_share=(0.03, 0.25),
        long_median=(300, 1000), targets={"strangers": 0.5, "block": 0.3, "region": 0.2}, redial=(0.1, 0.6),
        call_back=(0.5, 3), pool=0.3, shared_cell=0.8, shared_trunk=0.8, own_handset=False,
        inbound_answered=(0.1, 0.6),
    ),
    # The same debtors again and again, who do not answer; numbers are changed, so that they do.
    Recipe(
        kind="debt_collector", weight=0.9, layout={"ddi": 0.6, "mobile": 0.4}, members=(1, 20), rate=(5, 40),
        opens=(8, 10), length=(7, 11), weekend=(0.0, 0.4), even=0.3, answered=(0.1, 0.4), median=(10, 60),
        long_share=(0.02, 0.15), targets={"customers": 0.5, "list": 0.5}, listed=(30, 600), redial=(0.2, 0.8),
        call_back=(0.5, 3), rotate=0.3, pool=0.4, shared_trunk=0.6, shared_cell=0.6, own_handset=False,
        inbound_answered=(0.3, 0.8),
    ),
    # Customer and courier reach each other through numbers that are lent for an hour.
    Recipe(
        kind="delivery_app_masking", weight=1.0, layout={"blocks": 0.5, "ddi": 0.5}, members=(10, 60), rate=(1, 15),
        opens=(9, 12), length=(9, 13), weekend=(1.0, 1.6), answered=(0.5, 0.85), median=(15, 45), spread=(0.4, 0.8),
        call_back=(2, 8), redial=(0.1, 0.5), pool=1.0, inbound=(0.2, 1.0), inbound_answered=(0.6, 0.9),
        inbound_median=(15, 45), shared_trunk=0.9, own_handset=False, lines=True,
    ),
    # A different town every few hours, new contacts, and the office.
    Recipe(
        kind="travelling_salesman", weight=0.7, layout={"people": 1.0}, members=(1, 6), rate=(3, 10), opens=(7, 9),
        length=(8, 11), weekend=(0.0, 0.3), normal=True, targets={"strangers": 1.0}, familiar=(0.1, 0.4),
        call_back=(4, 12), mobility=1.0,
    ),
    # Calls everybody who answered an advertisement, and is called by them.
    Recipe(
        kind="estate_agent", weight=0.8, layout={"people": 0.5, "mobile": 0.2, "neighbours": 0.3}, members=(1, 8),
        rate=(3, 12), opens=(8, 10), length=(8, 11), weekend=(0.3, 1.0), answered=(0.55, 0.8), median=(50, 180),
        targets={"strangers": 0.6, "customers": 0.4}, familiar=(0.05, 0.3), redial=(0.1, 0.3), call_back=(5, 12),
        inbound=(0.2, 1.0), famous=(0.2, 1.5), mobility=0.4, shared_trunk=0.1,
    ),
    # Two SIMs in one handset: one for work, one for the family.
    Recipe(
        kind="dual_sim", weight=0.4, layout={"people": 1.0}, members=(2, 2), rate=(0.5, 4), opens=(8, 10),
        length=(8, 12), normal=True, targets={"customers": 1.0}, listed=(5, 40), call_back=(5, 10),
        shared_handset=1.0, shared_cell=1.0,
    ),
    # Changes handsets: a repairer, a tester, somebody with a phone for every pocket.
    Recipe(
        kind="handset_swapper", weight=0.2, layout={"people": 1.0}, members=(1, 3), rate=(0.5, 4), opens=(8, 12),
        length=(6, 12), normal=True, targets={"customers": 1.0}, listed=(5, 40), call_back=(5, 10),
    ),
    # Sells used and ported phones: one handset tries many new SIMs with a short call each.
    Recipe(
        kind="handset_reseller", weight=0.4, layout={"neighbours": 0.5, "blocks": 0.3, "mobile": 0.2},
        members=(5, 40), rate=(0.3, 2), opens=(9, 10), length=(8, 10), answered=(0.6, 0.95), median=(4, 15),
        spread=(0.4, 0.8), targets={"customers": 0.7, "strangers": 0.3}, listed=(2, 10), company=(0.1, 0.5),
        shared_handset=1.0, shared_cell=1.0, rotate=0.5,
    ),
    # Ten people, one trunk, numbers in a row: calls suppliers, customers and each other, and is called.
    Recipe(
        kind="small_office", weight=1.6, layout={"ddi": 0.9, "neighbours": 0.1}, members=(3, 50), rate=(0.5, 6),
        opens=(7, 9), length=(8, 11), weekend=(0.0, 0.3), answered=(0.6, 0.85), median=(40, 130), spread=(0.9, 1.3),
        targets={"customers": 0.7, "strangers": 0.3}, listed=(40, 600), company=(0.05, 0.4), redial=(0.1, 0.3),
        call_back=(5, 12), inbound=(0.4, 1.5), famous=(0.2, 2.0), shared_cell=1.0, shared_trunk=1.0,
        own_handset=False,
    ),
    # Cleaners, carers, fleets: SIMs bought together, neighbours in number, busy at the same hours.
    Recipe(
        kind="company_mobiles", weight=1.2, layout={"neighbours": 0.7, "blocks": 0.3}, members=(5, 60),
        rate=(0.5, 6), opens=(6, 9), length=(7, 11), weekend=(0.1, 0.6), answered=(0.55, 0.8), median=(25, 90),
        targets={"customers": 0.6, "strangers": 0.4}, listed=(30, 500), company=(0.05, 0.4), familiar=(0.05, 0.3),
        call_back=(5, 10), inbound=(0.1, 0.8), shared_cell=0.2, shared_trunk=0.1, mobility=0.5,
    ),
)  # fmt: skip
