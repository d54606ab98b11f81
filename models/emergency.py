"""Numbers that no switch may ever block: emergency numbers, short codes, withheld callers."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, is_emergency_number

from models.number import is_short
from models.number_id import KIND_NUMBER, KIND_OPAQUE, KIND_SHIFT, tagged

_ANONYMOUS: Final = tagged(KIND_OPAQUE, "anonymous")
#: A subscriber's number has 8 digits at least, its country code counted.
_SUBSCRIBER: Final = 8
#: Digits of a country code, and of an emergency number, at most. A longer number is none behind a country code.
_COUNTRY, _EMERGENCY = 3, 7


def is_sacred(number: int, text: str) -> bool:
    """Whether a subject can never be blocked: no subscriber's number, or one that might be an emergency number.

    Pseudonyms, which have letters, can be: what they stand for, only who made them knows.

    Args:
        number, text: its id and its text.

    >>> [is_sacred(tagged(KIND_OPAQUE, text), text) for text in ("112", "+46112", "911@pbx", "anonymous", "*98")]
    [True, True, True, True, True]
    >>> is_sacred(46701234567, "+46701234567"), is_sacred(tagged(KIND_OPAQUE, "a1b2"), "a1b2")
    (False, False)
    """
    kind = int(number) >> KIND_SHIFT
    if kind not in (KIND_NUMBER, KIND_OPAQUE) or number == _ANONYMOUS:
        return True
    dialled = text.partition("@")[0].partition(";")[0]
    if is_short(dialled):
        return True
    if any(mark.isalpha() for mark in dialled):
        return False
    digits = "".join(mark for mark in dialled if mark.isdecimal())
    return len(digits) < _SUBSCRIBER or (len(digits) <= _COUNTRY + _EMERGENCY and _emergency(digits))


@lru_cache(maxsize=4096)
def _emergency(digits: str) -> bool:
    """Whether digits are a country code and an emergency number of that country."""
    for length in range(1, _COUNTRY + 1):
        regions = COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length]), ())
        if any(is_emergency_number(digits[length:], region) for region in regions):
            return True
    return False
