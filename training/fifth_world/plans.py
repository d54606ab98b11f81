"""What campaigns of each kind of fraud draw from."""

from __future__ import annotations

from typing import Final, NamedTuple


class Plan(NamedTuple):
    """One kind of fraud.

    Attributes:
        size: factor on the mean calls of a campaign.
        pace: least and most calls of a number in an hour; a slow pace is likelier.
        curves: one of which a campaign works after.
        origins: shares of campaigns whose numbers are of each origin below.
    """

    size: float
    pace: tuple[float, float]
    curves: tuple[str, ...]
    origins: tuple[float, float, float, float]


#: Own mobile subscribers, mobiles of another network, landlines, numbers abroad.
MOBILE, OTHER_NETWORK, FIXED, ABROAD = range(4)
PLANS: Final = {
    "wangiri": Plan(1.7, (15, 400), ("flat", "people", "evening"), (0.2, 0.15, 0.05, 0.6)),
    "irsf": Plan(0.5, (2, 30), ("flat", "dark", "people"), (0.85, 0.0, 0.15, 0.0)),
    "pbx_hacking": Plan(0.6, (5, 60), ("dark", "flat"), (0, 0, 1, 0)),
    "vishing_kyc": Plan(0.9, (3, 40), ("office", "shop"), (0.55, 0.25, 0.1, 0.1)),
    "vishing_tax": Plan(0.9, (3, 40), ("office",), (0.4, 0.3, 0.2, 0.1)),
    "vishing_lottery": Plan(0.9, (2, 30), ("shop", "evening", "people"), (0.6, 0.2, 0.05, 0.15)),
    "robocall": Plan(1.8, (15, 300), ("office", "evening", "shop", "flat"), (0.25, 0.35, 0.3, 0.1)),
    "sim_box": Plan(1.3, (3, 30), ("people", "flat", "night"), (0.9, 0.1, 0, 0)),
    "imitator": Plan(0.8, (0.7, 6), ("people",), (0.7, 0.25, 0.05, 0)),
    "slow_ramp": Plan(0.9, (1.5, 25), ("people", "shop", "flat"), (0.65, 0.25, 0.1, 0)),
}
