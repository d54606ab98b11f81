"""Which calls the live feed shows, and how."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.feed_event import events_of, most_telling, shown_risk
from models.verdict import VERDICT, Verdicts
from tables.suspects import band_of


def verdicts(bands: list[int], source: int = 0, *, duplicates: int = 0) -> Verdicts:
    rows = np.zeros(len(bands), VERDICT)
    rows["number"], rows["callee"] = 46_701_234_567, 911
    rows["position"] = np.arange(len(bands)) + (7 << 16)
    rows["end_ms"] = 1_760_000_000_000 + np.arange(len(bands)) * 1000
    rows["band"] = bands
    rows["duplicate"][:duplicates] = 1
    return Verdicts(source, rows, {})


def test_the_gravest_are_shown_and_of_equals_the_newest() -> None:
    batches = [verdicts([0, 2, 0, 1]), verdicts([0, 1, 0, 0, 2], source=1)]
    chosen = events_of(most_telling(batches, 5), lambda _: None)
    assert sorted(event.id for event in chosen) == ["0-7-1", "0-7-3", "1-7-1", "1-7-3", "1-7-4"]
    assert [event.timestamp for event in chosen] == sorted(event.timestamp for event in chosen)


def test_few_verdicts_are_all_shown_but_known_calls_never() -> None:
    assert len(events_of(most_telling([verdicts([0, 0, 0], duplicates=2)], 50), lambda _: None)) == 1
    assert most_telling([verdicts([0, 0], duplicates=2)], 50) == []
    assert most_telling([], 50) == []


@given(st.lists(st.lists(st.integers(0, 2), max_size=60), max_size=6), st.integers(1, 60))
def test_never_more_than_asked_and_never_a_lesser_one_instead_of_a_graver(bands: list[list[int]], count: int) -> None:
    batches = [verdicts(part, source) for source, part in enumerate(bands)]
    shown = sorted((int(row["band"]) for part in most_telling(batches, count) for row in part.rows), reverse=True)
    everything = sorted((band for part in bands for band in part), reverse=True)
    assert shown == everything[:count]


@given(st.floats(0, 100, width=32))
def test_a_shown_risk_is_close_and_in_its_band(risk: float) -> None:
    assert band_of(shown_risk(risk)) == band_of(risk)
    assert abs(shown_risk(risk) - risk) <= 0.1001
