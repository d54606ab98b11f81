"""What is publicly known about a number: the carrier its range was given to, and its country."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, carrier

from models.number_id import KIND_NUMBER, kind_of


@lru_cache(maxsize=4096)
def carrier_of(subject: int) -> str:
    """Return the carrier that a number's range was first given to, "" when unknown (numbers may have been ported).

    >>> carrier_of(919876543210), carrier_of(12025550143)
    ('Airtel', '')
    """
    number = _number(subject)
    return carrier.name_for_number(number, "en") if number is not None else ""


@lru_cache(maxsize=4096)
def region_of(subject: int) -> str:
    """Return the ISO 3166 code of a number's country, "" when it has none (opaque, satellite, unassigned).

    The country's code, not its name: phonenumbers' names cost 97 MB in every worker, a browser has them already.

    >>> region_of(46701234567), region_of(14165550143), region_of(870773111632)
    ('SE', 'CA', '')
    """
    number = _number(subject)
    if number is None or number.country_code is None:
        return ""
    # A made-up subscriber number still names its country by its calling code.
    region = phonenumbers.region_code_for_number(number)
    region = region or phonenumbers.region_code_for_country_code(number.country_code)
    return region if len(region) == 2 and region != "ZZ" else ""


def _number(subject: int) -> PhoneNumber | None:
    if kind_of(subject) != KIND_NUMBER:
        return None
    try:
        return phonenumbers.parse(f"+{int(subject)}", None)
    except phonenumbers.NumberParseException:
        return None
