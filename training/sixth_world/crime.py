"""What each kind of fraud wants and how its crews work. Ranges are wide on purpose: each campaign draws its own."""

from __future__ import annotations

from typing import Final

from training.second_world.scenario import FLOOD
from training.sixth_world.clock import Shift
from training.sixth_world.craft import Craft

_DAY = (Shift(8, 18), Shift(9, 17, "work"), Shift(10, 20), Shift(11, 16), Shift(13, 22))
_ALWAYS = (Shift(0, 24),)
_LISTS = ("strangers", "strangers", "sequence", "neighbours")

# A row of a table for each kind; the formatter would give every value a line of its own.
# fmt: off
CRIME: Final = {
    # Rings from numbers that earn on every minute of a call back; a ring too long would be answered.
    "wangiri": Craft(
        shifts=(*_ALWAYS, Shift(7, 23), Shift(1, 7), Shift(18, 2)), numbers=(1, 40), seats=(0.3, 3), pace=(10, 300),
        talk=(1, 4), ring=(1.5, 6), listens=(0.2, 0.2), turn=(1, 60), lines_in=30, inward=(0.85, 1), hold=70.0,
        pools=("strangers", "sequence")),
    # SIMs or lines that hold calls to ranges that share the revenue, as many and as long as credit lasts.
    "irsf": Craft(
        shifts=(*_ALWAYS, Shift(22, 6), Shift(0, 9)), numbers=(1, 25), seats=(0.8, 5), pace=(2, 60), talk=(60, 1500),
        sigma=0.7, ring=(30, 60), inward=(0, 0), lines_in=6, pools=("premium",), mobile=True),
    # The lines are an office's; see campaigns.py.
    "pbx_hacking": Craft(
        shifts=(Shift(19, 6.5, "shut"), Shift(22, 5, "shut")), seats=(1, 4), pace=(3, 90), talk=(60, 1200), sigma=0.9,
        ring=(30, 60), pools=("premium",)),
    "vishing_kyc": Craft(
        shifts=_DAY, numbers=(1, 20), seats=(0.3, 1.2), pace=(2, 30), talk=(120, 600), listens=(0.08, 0.5),
        ring=(15, 40), tries=2, follow=0.4, turn=(3, 60), list_size=(40, 2500), inward=(0.05, 0.7), pools=_LISTS,
        mobile=True, harm=(150, 0.6)),
    "vishing_tax": Craft(
        shifts=_DAY, numbers=(1, 40), seats=(0.2, 1), pace=(2, 50), talk=(60, 500), sigma=1.0, listens=(0.05, 0.35),
        ring=(12, 35), tries=3, follow=0.5, turn=(2, 40), list_size=(60, 3000), inward=(0.3, 0.95), hold=50.0,
        pools=_LISTS, harm=(150, 0.5)),
    "vishing_lottery": Craft(
        shifts=(Shift(9, 21), Shift(17, 22), Shift(8, 23)), numbers=(1, 12), pace=(2, 20), talk=(80, 500), sigma=0.9,
        listens=(0.06, 0.4), ring=(18, 45), tries=2, follow=0.65, list_size=(30, 900), inward=(0.3, 0.9),
        pools=_LISTS, mobile=True, harm=(150, 0.5)),
    "robocall": Craft(
        shifts=(*_DAY, Shift(7, 22), Shift(9, 21)), numbers=(1, 40), seats=(0.3, 6), pace=(15, 400), even=0.3,
        talk=(12, 60), sigma=0.25, listens=(0.1, 0.6), ring=(10, 32), turn=(1, 50), lines_in=10, inward=(0.02, 0.5),
        pools=("strangers", "sequence"), harm=(10, 0.08)),
    # Each seat is a channel with its SIM; callers from abroad whom their relatives expect, so they listen.
    "sim_box": Craft(
        shifts=(*_ALWAYS, Shift(6, 24), Shift(8, 2)), numbers=(3, 40), seats=(0.4, 1), pace=(1, 25), talk=(30, 240),
        sigma=1.2, listens=(0.8, 0.99), ring=(25, 50), tries=3, follow=0.1, inward=(0.01, 0.3),
        spreads=("run", "thousand", "scattered", "scattered"), pools=("strangers", "clients"), mobile=True),
    "imitator": Craft(
        shifts=(Shift(7, 23), Shift(9, 21), Shift(8, 18)), numbers=(2, 30), pace=(0.7, 10), talk=(40, 200), sigma=1.2,
        listens=(0.3, 0.8), ring=(20, 35), tries=3, follow=0.4, inward=(0.3, 0.9), pools=_LISTS, mobile=True,
        harm=(120, 0.4)),
    "slow_ramp": Craft(
        shifts=(Shift(7, 23), Shift(9, 20), Shift(6, 24)), numbers=(1, 15), pace=(0.3, 3), talk=(30, 240), sigma=1.1,
        listens=(0.15, 0.6), ring=(18, 35), tries=2, follow=0.3, inward=(0.1, 0.8), pools=_LISTS, mobile=True,
        harm=(120, 0.4)),
    # Every invented number is shown once.
    FLOOD: Craft(
        shifts=_ALWAYS, numbers=(25, 350), seats=(0.01, 0.2), pace=(20, 900), talk=(5, 60), listens=(0.1, 0.6),
        ring=(4, 30), turn=(1, 1), inward=(0, 0), pools=("one", "strangers", "sequence"), harm=(15, 0.1)),
}
# fmt: on
