"""Ranges: countries and high-risk ranges by leading digits, against a search in the numbers' texts."""

from __future__ import annotations

import numpy as np
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kernel import kernel
from models.number_id import KIND_OPAQUE, tagged
from models.ranges import HIGH_RISK, country_of, head_of, is_high_risk
from tests.models.reference_profile import costly, country


@kernel
def _looked_up(number):  # type: ignore[no-untyped-def]
    head = head_of(number)
    return country_of(head), is_high_risk(head)


def look(number: int) -> tuple[int, bool]:
    found, risky = _looked_up(np.uint64(number))
    return int(found), bool(risky)


@given(
    st.sampled_from(
        [*(str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE), *HIGH_RISK, "1876", "1214", "21"]
    ),
    st.integers(0, 10**10 - 1),
)
def test_numbers_are_looked_up_by_their_leading_digits(code: str, rest: int) -> None:
    number = int(f"{code}{rest:010}"[:15])
    assert look(number) == (country(number), costly(number))


@pytest.mark.parametrize(
    ("number", "where", "risky"),
    [
        (46701234567, 46, False),
        (12145550001, 1, False),
        (18765550001, 1876, True),
        (88216000001, 882, True),
        (911, 0, False),
        (tagged(KIND_OPAQUE, "911"), 0, False),
    ],
)
def test_known_numbers(number: int, where: int, risky: bool) -> None:
    assert look(number) == (where, risky)
