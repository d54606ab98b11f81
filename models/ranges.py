"""Where a number is by its leading digits: its country, and whether its range is one that fraud earns money on.

Everything is looked up by the first four digits, which hold every country calling code and, in the North American
plan (+1), the area code that tells Jamaica from Texas.

High-risk ranges are those that operators' guides name again and again for international revenue share fraud: satellite
and international networks, international premium rate, and countries with high termination rates whose ranges are
sold by number resellers (CFCA Fraud Loss Surveys and i3forum's fraud reports list them as top terminating countries).
A call there is no fraud by itself: the share of such calls is a fact about a caller like any other.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import phonenumbers
from numpy.typing import NDArray

from models.kernel import inline_kernel
from models.number_id import KIND_SHIFT

#: Calling codes, or +1 and an area code, of high-risk ranges.
HIGH_RISK: Final[tuple[str, ...]] = (
    "870", "878", "881", "882", "883", "888", "979",  # satellites, international networks, international premium rate
    "53", "216", "220", "221", "222", "223", "224", "226", "227", "228", "231", "232", "235", "236", "239", "240",
    "242", "243", "244", "245", "247", "248", "249", "250", "252", "253", "257", "261", "263", "265", "267", "268",
    "269", "290", "291", "355", "370", "371", "372", "373", "374", "375", "377", "381", "382", "383", "387", "389",
    "423", "500", "509", "592", "597", "670", "672", "674", "675", "676", "677", "678", "679", "680", "681", "682",
    "683", "685", "686", "687", "688", "689", "690", "691", "692", "850", "960", "992", "993", "994", "996", "1242",
    "1246", "1264", "1268", "1284", "1345", "1441", "1473", "1649", "1664", "1721", "1758", "1767", "1784", "1809",
    "1829", "1849", "1868", "1869", "1876",
)  # fmt: skip
_HEADS: Final = 10_000
_NANP: Final = 1


def _tables() -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Country (calling code, or +1 and area code of the islands) and risk of every four leading digits."""
    country = np.zeros(_HEADS, np.uint16)
    risky = np.zeros(_HEADS, np.uint8)
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        width = 10 ** (4 - len(str(code)))
        country[code * width : (code + 1) * width] = code
    for prefix in HIGH_RISK:
        width = 10 ** (4 - len(prefix))
        heads = slice(int(prefix) * width, (int(prefix) + 1) * width)
        risky[heads] = 1
        if prefix[0] == str(_NANP):
            country[heads] = int(prefix)
    return country, risky


_COUNTRY, _RISKY = _tables()


@inline_kernel
def head_of(number: Any) -> Any:
    """First four digits of a number's id; 0 for what is no number or shorter, which is no country."""
    rest = np.int64(number)
    if np.uint64(number) >> np.uint64(KIND_SHIFT) != 0:
        rest = np.int64(0)
    while rest >= _HEADS:
        rest //= 10
    return rest


@inline_kernel
def country_of(head: Any) -> Any:
    """Country of four leading digits, 0 = unknown."""
    return np.int64(_COUNTRY[head])


@inline_kernel
def is_high_risk(head: Any) -> Any:
    """Whether four leading digits are those of a high-risk range."""
    return _RISKY[head] != 0
