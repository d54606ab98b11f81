"""Honest callers whom a detector may take for fraud: what each trade's work is like. All ranges are the author's."""

from __future__ import annotations

from typing import Final, NamedTuple

from training.sixth_world.clock import Shift
from training.sixth_world.craft import Craft

_OFFICE = (Shift(8, 17, "work"), Shift(9, 18, "work"))
_LATE = (Shift(9, 20, "work"), Shift(10, 20, "any"), Shift(16, 21, "any"))
_ROUND = (Shift(7, 16, "work"), Shift(9, 19, "any"), Shift(13, 22, "any"))
_ALWAYS = (Shift(0, 24),)
_BLOCK = ("run", "run", "thousand")
_OWN = ("scattered",)
_BOTH = ("strangers", "clients")
_NEAR = ("neighbours", "strangers")


class Trade(NamedTuple):
    """How many crews of a trade there are for 12,000 callers, about, and how they work."""

    crews: float
    craft: Craft


# A row of a table for each trade; the formatter would give every value a line of its own.
# fmt: off
TRADES: Final = {
    "courier": Trade(12, Craft(
        shifts=_ROUND, pace=(3, 20), talk=(8, 35), sigma=0.6, tries=2, mobile=True, roves=True, inward=(0.2, 0.8),
        pools=_NEAR, spreads=_OWN)),
    "courier_fleet": Trade(1, Craft(
        shifts=_ROUND, numbers=(3, 12), pace=(3, 16), talk=(8, 35), sigma=0.6, mobile=True, roves=True,
        inward=(0.2, 0.8), pools=_NEAR, spreads=_BLOCK)),
    "taxi": Trade(8, Craft(
        shifts=(Shift(6, 16), Shift(16, 3), Shift(20, 6)), pace=(1, 5), talk=(8, 30), mobile=True, roves=True,
        inward=(0.5, 0.9), spreads=_OWN)),
    "call_centre_out": Trade(2.5, Craft(
        shifts=_LATE, numbers=(1, 16), seats=(0.5, 2), pace=(12, 60), even=0.6, talk=(40, 240), sigma=1.1,
        listens=(0.1, 0.5), tries=3, follow=0.1, lines_in=4, turn=(1, 20), pools=_BOTH)),
    "debt_collector": Trade(2, Craft(
        shifts=_LATE, numbers=(1, 10), pace=(10, 40), talk=(40, 200), listens=(0.2, 0.6), tries=5, follow=0.15,
        pools=_BOTH, turn=(1, 8), inward=(0.3, 0.9))),
    "pollster": Trade(1.5, Craft(
        shifts=_LATE, numbers=(1, 30), seats=(0.3, 1), pace=(20, 120), even=0.3, talk=(120, 900), sigma=0.7,
        listens=(0.06, 0.35), tries=3, turn=(1, 4), pools=("strangers", "sequence"))),
    "reminder": Trade(3, Craft(
        shifts=(Shift(10, 13, "work"), Shift(16, 19, "work")), pace=(15, 120), even=0.1, talk=(14, 35), sigma=0.15,
        listens=(0.5, 0.9), tries=2, list_size=(15, 300))),
    "hospital": Trade(1, Craft(
        shifts=(Shift(7, 21), Shift(6, 23), *_ALWAYS), numbers=(3, 25), pace=(0.4, 2), talk=(50, 150), tries=2,
        follow=0.2, inward=(0.1, 0.6), spreads=_BLOCK, pools=_BOTH)),
    "home_nurse": Trade(4, Craft(
        shifts=(Shift(6, 14), Shift(14, 22)), pace=(1, 6), talk=(30, 120), mobile=True, roves=True, pools=("clients",),
        list_size=(60, 240), inward=(0.5, 0.9), spreads=_OWN)),
    "night_doctor": Trade(1.5, Craft(
        shifts=(Shift(19, 7), Shift(22, 6)), pace=(1.5, 6), talk=(80, 300), listens=(0.95, 1), follow=0.2, mobile=True,
        spreads=_OWN)),
    "otp_flash": Trade(1.5, Craft(
        shifts=_ALWAYS, numbers=(5, 40), seats=(0.05, 0.3), pace=(10, 70), talk=(1, 1), ring=(1.2, 4), turn=(1, 1),
        list_size=(100, 900), spreads=("run", "thousand"), lines_in=8)),
    "estate_agent": Trade(4, Craft(
        shifts=_OFFICE, pace=(3, 12), talk=(60, 200), sigma=1.1, listens=(0.6, 0.9), tries=3, follow=0.3, mobile=True,
        inward=(0.5, 0.9), spreads=_OWN)),
    "sales_new_sim": Trade(3, Craft(
        shifts=_LATE, numbers=(1, 5), pace=(8, 40), talk=(25, 160), sigma=1.1, listens=(0.15, 0.6), tries=2,
        follow=0.25, mobile=True, pools=("strangers", "sequence"))),
    "canvasser": Trade(3, Craft(
        shifts=(Shift(17, 21), Shift(10, 19)), pace=(8, 30), talk=(40, 240), listens=(0.2, 0.6), mobile=True,
        pools=("neighbours", "sequence"), list_size=(30, 250), spreads=_OWN)),
    "reseller": Trade(3, Craft(
        shifts=(Shift(8, 20),), pace=(4, 20), talk=(10, 35), mobile=True, pools=("clients",), inward=(0.6, 0.95),
        spreads=_OWN)),
    "job_seeker": Trade(5, Craft(
        shifts=_OFFICE, pace=(4, 14), talk=(40, 160), mobile=True, pools=("shops",), list_size=(10, 60),
        inward=(0.6, 0.9), spreads=_OWN)),
    "shared_phone": Trade(3, Craft(
        shifts=(Shift(6, 23),), pace=(1, 8), talk=(40, 150), sigma=1.1, pools=_BOTH, spreads=_OWN)),
    "masked_relay": Trade(1, Craft(
        shifts=(Shift(6, 2),), numbers=(4, 40), seats=(0.1, 0.4), pace=(4, 25), talk=(10, 40), sigma=0.7, turn=(1, 1),
        inward=(0.6, 0.95), spreads=_BLOCK)),
    "callback_service": Trade(2, Craft(
        shifts=_OFFICE, numbers=(1, 6), pace=(4, 15), talk=(120, 400), listens=(0.6, 0.95), tries=4, follow=0.3,
        inward=(0.5, 0.9))),
    "foreign_call_centre": Trade(1, Craft(
        shifts=_LATE, numbers=(1, 8), pace=(4, 25), talk=(60, 240), listens=(0.3, 0.8), tries=3, follow=0.2,
        inward=(0.1, 0.6))),
    "utility_alert": Trade(0.7, Craft(
        shifts=_ALWAYS, numbers=(1, 3), seats=(1, 4), pace=(60, 400), even=0.1, talk=(12, 40), sigma=0.1,
        listens=(0.6, 0.9), pools=("neighbours",), list_size=(40, 900), lines_in=12)),
    "fax": Trade(2, Craft(
        shifts=_ALWAYS, pace=(1, 12), talk=(25, 90), sigma=0.4, tries=4, pools=("shops", "strangers"),
        list_size=(10, 150), spreads=_OWN)),
    "alarm_panel": Trade(8, Craft(
        shifts=_ALWAYS, pace=(0.1, 1.5), even=0.3, talk=(5, 20), sigma=0.2, mobile=True, pools=("server",),
        spreads=_OWN)),
    "m2m": Trade(1.5, Craft(
        shifts=_ALWAYS, numbers=(5, 40), pace=(0.2, 3), even=0.05, talk=(3, 15), sigma=0.2, mobile=True,
        pools=("server",), spreads=_BLOCK)),
    "collect_ring": Trade(6, Craft(
        shifts=(Shift(7, 23),), pace=(1, 5), talk=(20, 60), ring=(2, 6), mobile=True, pools=("clients",),
        list_size=(30, 120), inward=(0.8, 0.95), spreads=_OWN)),
    "travelling_salesman": Trade(5, Craft(
        shifts=_OFFICE, pace=(3, 9), talk=(50, 200), mobile=True, roves=True, pools=("clients", "shops"),
        inward=(0.6, 0.9), spreads=_OWN)),
}
# fmt: on
