"""What one run measures, the median of several, and the ratio of two."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import msgspec


class Figures(msgspec.Struct, frozen=True):
    """One run, or the median of several, figure by figure.

    Attributes:
        calls: calls measured, without those of the warm-up.
        cpu_us_per_call: CPU of the worker's process, all threads, its idle CPU taken off, microseconds.
        calls_per_second: from the moment at which loading begins (with a backlog: at which the worker goes on) until
            the last call is applied.
        seconds: that time.
        load_seconds: how long loading took.
        idle_cpu_percent: CPU of the idle worker before, per cent of one core.
        others_percent: CPU that programs other than the benchmark's took meanwhile, per cent of the whole machine.
        calls_per_write: calls in one write to one partition: how large the micro-batches were.
        memory_peak_mb: resident memory of the worker at most, start-up counted, MB.
        numbers: numbers that have a profile in the end, the warm-up's counted.
        state_bytes_per_number: RocksDB folders of `profiles` after the worker has ended, over `numbers`.
        profile_bytes: mean stored value of a profile, before RocksDB's compression.
        changelog_bytes_per_call: of `profiles` in the broker's log, compressed.
        cdr_bytes_per_call, legs_bytes_per_call, verdicts_bytes_per_call: of the topics `cdr`, `calls`, `verdicts`.

    None stands for what cannot be had: bytes in another broker's log, the state of a worker that had to be killed.
    """

    calls: float
    cpu_us_per_call: float
    calls_per_second: float
    seconds: float
    load_seconds: float
    idle_cpu_percent: float
    others_percent: float
    calls_per_write: float
    memory_peak_mb: float
    numbers: float | None
    state_bytes_per_number: float | None
    profile_bytes: float | None
    changelog_bytes_per_call: float | None
    cdr_bytes_per_call: float | None
    legs_bytes_per_call: float | None
    verdicts_bytes_per_call: float | None


NAMES = Figures.__struct_fields__


def medians(runs: Sequence[Figures]) -> Figures:
    """The median of each figure, over the runs that have it.

    Figures of the same run may come from different runs here.
    """
    return Figures(**{name: _median([getattr(run, name) for run in runs]) for name in NAMES})  # type: ignore[arg-type]


def ratios(one: Figures, other: Figures) -> dict[str, float]:
    """Figures of `other` divided by those of `one`, where both have them."""
    found = {}
    for name in NAMES:
        before, after = getattr(one, name), getattr(other, name)
        if before and after is not None:
            found[name] = round(after / before, 3)
    return found


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 3) if known else None
