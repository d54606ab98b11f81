"""Table `suspects`: a row says what the number's profile says, and nothing else."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from models.number import key_of
from models.profile import new_profiles
from models.verdict import FRAUD_TYPES
from tables.suspects import Suspect, band_of, decode, row

NUMBER = 46701234567
ROBOCALL = FRAUD_TYPES.index("Robocall")


def profile() -> np.void:
    found: np.void = new_profiles(1)[0]
    for name, value in {
        "risk": 61.23456, "peak_risk": 91.5, "score": 0.61234567, "fraud_type": ROBOCALL, "flagged_at": 1_700_000_000,
        "danger_at": 1_700_000_060, "flagged_calls": 7, "blocked": 3, "out_last": 1_700_000_300, "out_calls": 12,
    }.items():  # fmt: skip
        found[name] = value
    return found


def test_a_row_tells_what_the_profile_knows() -> None:
    key, value = row(NUMBER, "+46701234567", profile(), 2, 1 << 16 | 5)
    assert key == key_of(NUMBER)
    assert decode(value) == Suspect(
        number="+46701234567", risk=61.235, peak_risk=91.5, score=0.612346, band="SUSPICIOUS", fraud_type="Robocall",
        flagged_at=1_700_000_000, danger_at=1_700_000_060, last_call=1_700_000_300, calls=12, flagged_calls=7,
        blocked=3, source=2, position=65_541, version=1,
    )  # fmt: skip


def test_writing_a_row_twice_gives_the_same_bytes() -> None:
    assert row(NUMBER, "x", profile(), 0, 9) == row(NUMBER, "x", profile(), 0, 9)


def test_the_band_is_that_of_the_last_call_and_not_of_the_peak() -> None:
    calm = profile()
    calm["risk"] = 3
    found = decode(row(NUMBER, "x", calm, 0, 0)[1])
    assert (found.band, found.peak_risk) == ("SAFE", 91.5)


@pytest.mark.parametrize(
    ("risk", "band"),
    [(0, "SAFE"), (49.99, "SAFE"), (50, "SUSPICIOUS"), (84.99, "SUSPICIOUS"), (85, "DANGEROUS"), (100, "DANGEROUS")],
)
def test_bands_begin_at_their_risks(risk: float, band: str) -> None:
    assert band_of(risk) == band


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(b"{}")
