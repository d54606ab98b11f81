"""How much of the machine programs other than the benchmark's take: the noise in its figures."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Self

import psutil

#: The last two count as part of the first two already.
_NOT_BUSY = ("idle", "iowait", "guest", "guest_nice")


class Others:
    """A clock over the CPU of all processes but this one and those it started, which must live on until it is read."""

    def __init__(self, began: float, everybody: float, ours: float) -> None:
        self._began, self._everybody, self._ours = began, everybody, ours

    @classmethod
    def start(cls) -> Self:
        """Begin to measure now."""
        return cls(time.monotonic(), _everybody(), _ours())

    def percent(self) -> float:
        """What the others took since the start, per cent of the whole machine."""
        wall = (time.monotonic() - self._began) * (psutil.cpu_count() or 1)
        used = _everybody() - self._everybody - (_ours() - self._ours)
        return max(0.0, min(100.0, used / wall * 100))


def _everybody() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - sum(getattr(times, name, 0.0) for name in _NOT_BUSY))


def _ours() -> float:
    found = 0.0
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            found += sum(process.cpu_times()[:2])
    return found
