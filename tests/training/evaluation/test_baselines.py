"""Rows of windows against a plain definition, and baselines that find what is plain to see and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.baselines import baselines
from training.evaluation.detection import found_at
from training.evaluation.windows import COLUMNS, SLIM, window_rows

CALLS = st.lists(
    st.tuples(
        st.integers(1, 4), st.integers(1, 6), st.integers(0, 40), st.integers(0, 20), st.integers(0, 2),
        st.integers(0, 2), st.integers(0, 2), st.integers(0, 1), st.integers(0, 1),
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip
WINDOW = 12


def plain_row(calls: NDArray[np.void], mine: NDArray[np.void], into: NDArray[np.void]) -> list[float]:
    """The row of the last of `mine`, the caller's calls in the window; `into` are those that it received."""
    talked = mine["duration_ms"] / 1000
    answered = mine["disposition"] == 0
    regions = [len(set(mine[name].tolist()) - {0}) for name in ("origin", "target", "cell")]
    callees = len(set(mine["callee"].tolist()))
    gap = (mine["end_ms"][-1] - mine["end_ms"][-2]) / 1000 if len(mine) > 1 else 1e6
    short = (answered & (talked <= 6)).sum() / max(1, answered.sum())
    return [
        talked.mean(), len(mine), mine["night"].mean(), *regions[:2], callees, callees / len(mine), answered.mean(),
        short, regions[2], len(into), gap, talked[-1],
    ]  # fmt: skip


@settings(max_examples=200)
@given(CALLS)
def test_rows_are_what_a_plain_look_at_each_window_gives(rows: list[tuple[int, ...]]) -> None:
    calls = np.array([(a, b, end * 1000, seconds * 1000, *rest) for a, b, end, seconds, *rest in rows], SLIM)
    got = window_rows(calls, WINDOW)
    order = np.lexsort((calls["end_ms"], calls["caller"]))
    for place, index in enumerate(order):
        call = calls[index]
        before = calls[order[: place + 1]]
        mine = before[(before["caller"] == call["caller"]) & (before["end_ms"] > call["end_ms"] - WINDOW * 1000)]
        to_me = calls["callee"] == call["caller"]
        into = calls[to_me & (calls["end_ms"] <= call["end_ms"]) & (calls["end_ms"] > call["end_ms"] - WINDOW * 1000)]
        wanted = plain_row(calls, mine, into)
        np.testing.assert_allclose(got[index], np.array(wanted), rtol=1e-6, err_msg=str(COLUMNS))


def world(fraudsters: int = 40, honest: int = 400, seed: int = 0) -> NDArray[np.void]:
    """Honest numbers place five long calls in a day, fraudsters forty short ones within an hour."""
    rng = np.random.default_rng(seed)
    calls = []
    for number in range(1, honest + fraudsters + 1):
        fraud = number <= fraudsters
        begin = int(rng.integers(0, 20 * 3600))
        for _ in range(40 if fraud else 5):
            end = begin + int(rng.integers(0, 3600 if fraud else 4 * 3600))
            seconds = int(rng.integers(2, 5) if fraud else rng.integers(30, 400))
            calls.append((number, int(rng.integers(1000, 9000)), end * 1000, seconds * 1000, 1, 1, 0, 0, 0))
    return np.sort(np.array(calls, SLIM), order="end_ms", kind="stable")


def test_what_is_plain_to_see_is_found_by_all_and_numbers_are_measured_on_others_than_taught() -> None:
    calls, guilty, floods = world(), np.arange(1, 41, dtype=np.uint64), np.array([40, 440], np.uint64)
    told: list[tuple[str, float]] = []
    hour, day, taught = baselines(calls, guilty, floods, progress=lambda what, done: told.append((what, done)))
    for found in (hour, day, taught):
        fraud = np.isin(found.numbers, guilty)
        assert fraud.sum() == 39
        assert not np.isin(floods, found.numbers).any()
        assert found_at(found.scores[~fraud], found.scores[fraud], 0.01) == 1.0
    assert 150 < (~np.isin(hour.numbers, guilty)).sum() < 250, "half of the honest ones taught the forest"
    assert (~np.isin(taught.numbers, guilty)).sum() == 399
    assert hour.numbers.tolist() == day.numbers.tolist()
    assert [done for _, done in told] == sorted(done for _, done in told)


def test_the_same_seed_gives_the_same_scores_whatever_the_order_of_callers_in_files() -> None:
    calls, guilty, none = world(), np.arange(1, 41, dtype=np.uint64), np.zeros(0, np.uint64)
    one, again = baselines(calls, guilty, none), baselines(calls, guilty, none)
    other = baselines(calls, guilty, none, seed=1)
    for a, b in zip(one, again, strict=True):
        assert a.scores.tobytes() == b.scores.tobytes()
    assert any(a.scores.tobytes() != b.scores.tobytes() for a, b in zip(one, other, strict=True))


def test_labels_at_random_are_not_found() -> None:
    calls, none = world(fraudsters=0, honest=600), np.zeros(0, np.uint64)
    for found in baselines(calls, np.arange(1, 61, dtype=np.uint64), none):
        fraud = found.numbers <= 60
        assert (found_at(found.scores[~fraud], found.scores[fraud], 0.01) or 0) < 0.15, found.name


def test_too_few_of_a_side_make_no_baseline() -> None:
    none = np.zeros(0, np.uint64)
    assert baselines(world(3), np.arange(1, 4, dtype=np.uint64), none) == []
    assert baselines(np.zeros(0, SLIM), none, none) == []
