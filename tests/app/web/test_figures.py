"""The threat index: half of it suspicious calls, half of it campaigns."""

from __future__ import annotations

import pytest

from app.traffic_view import Day
from app.web.figures import threat_index


@pytest.mark.parametrize(
    ("suspicious", "risks", "index"),
    [
        (0, [], 0.0),
        (100, [], 0.0),  # one in 1,000: as normal callers are
        (1_000, [], 25.0),
        (10_000, [], 50.0),
        (100_000, [], 50.0),
        (0, [100.0], 5.0),
        (0, [100.0] * 10, 50.0),
        (0, [100.0] * 30, 50.0),
        (100_000, [90.0] * 20, 100.0),
    ],
)
def test_it_grows_by_orders_of_magnitude_and_with_every_campaign(
    suspicious: int, risks: list[float], index: float
) -> None:
    assert threat_index(Day(0, 0, 100_000, suspicious), risks) == index


def test_without_calls_there_is_none() -> None:
    assert threat_index(Day(0, 0, 0, 0), [99.0]) is None
