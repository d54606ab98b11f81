"""A small table of made-up subscribers: people who call few again and again, and lines that call strangers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from training.subscribers.table import COLUMNS, LABEL, NUMBER


def write_subscribers(path: Path, people: int = 240, seed: int = 0, *, silent: int = 4) -> Path:
    """Write a table in which every third is fraud, much like the others; the first `silent` have empty cells."""
    rng = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([NUMBER, *COLUMNS, "unknown_column", LABEL])
        for k in range(people):
            fraud = k % 3 == 0
            cells = ["" if k < silent else f"{value}" for value in _cells(rng, fraud)]
            rows.writerow([f"{seed:02x}{k:06x}", *cells, "text", int(fraud)])
    return path


def _cells(rng: np.random.Generator, fraud: bool) -> list[float]:
    calls = float(rng.integers(20, 400))
    repeat = rng.lognormal(0.5 if fraud else 1.6, 0.6)
    callees = max(1.0, round(calls / (1.0 + repeat)))
    share = float(np.clip(rng.normal(0.85 if fraud else 0.55, 0.15), 0.0, 1.0))
    duration = rng.lognormal(4.0, 0.5)
    days = float(rng.integers(5, 32))
    made: dict[str, float] = {
        "opposite_count": calls, "opposite_unique": callees, "voccalltype1": round(calls * share), "imeis": 1.0,
        "voc_calltype1": share, "phone2opposite_median": 1.0, "phone2opposite_max": max(1.0, calls / 8),
        "phone2oppo_sum_mean": duration * calls / callees, "phone2oppo_sum_median": duration,
        "phone2oppo_sum_max": duration * calls / 6, "call_dur_mean": duration, "call_dur_median": duration * 0.6,
        "call_dur_max": duration * 9, "call_dur_min": 1.0, "voc_hour_mode": 10.0, "voc_hour_mode_count": calls / 9,
        "voc_hour_nunique": 14.0, "voc_day_mode_count": calls / 4, "voc_day_nunique": days,
    }  # fmt: skip
    return [made.get(name, 2.0) for name in COLUMNS]
