"""The stream: slices of calls become records, in the order in which the calls end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import CALL, DISPOSITIONS
from training.simulator.campaigns import ROBOCALL_SCRIPT, WANGIRI_SCRIPT, Campaign
from training.simulator.numbers import (
    REGIONS,
    ROBOCALL_NUMBERS,
    ROBOCALL_REGION,
    WANGIRI_NUMBERS,
    WANGIRI_REGION,
    settle,
)
from training.simulator.ordinary import Ordinary
from training.simulator.scenario import NORMAL, ROBOCALL, WANGIRI, Record, Scenario

#: Event time made at once. Ten minutes of 4,000 subscribers are some 200 calls: enough for NumPy to pay.
SLICE_MS = 600_000
_TRAVELLING = 0.03


def simulate(scenario: Scenario) -> Iterator[Record]:
    """Records of a world, ordered by the end of their calls, for ever when `scenario.hours` is None.

    Memory does not grow with time: beside the world itself only calls that have not ended and call-backs that are due
    within two hours are kept.

    >>> first = next(simulate(Scenario(subscribers=200, hours=1.0)))
    >>> sorted(first) == sorted(Record.__annotations__)
    True
    """
    return _World(scenario).records()


def labels(scenario: Scenario) -> dict[str, str]:
    """Every number of a world, with what it is (one of `KINDS`)."""
    world = _World(scenario)
    return dict(zip(world.numbers, world.kinds, strict=True))


class _World:
    """The numbers of a scenario, and who uses them."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        # A generator for each part: a campaign that is switched off changes nothing for the others.
        seats, people, ring, robot, travel = np.random.SeedSequence(scenario.seed).spawn(5)
        self.numbers, homes = settle(scenario.subscribers, np.random.default_rng(seats))
        self.kinds = [NORMAL] * scenario.subscribers
        self._travel = np.random.default_rng(travel)
        self._sources: list[Ordinary | Campaign] = [Ordinary(scenario, homes, np.random.default_rng(people))]
        self._regions = homes
        if scenario.wangiri:
            members = self._add(WANGIRI_NUMBERS, WANGIRI, WANGIRI_REGION)
            self._sources.append(Campaign(scenario, WANGIRI_SCRIPT, members, np.random.default_rng(ring)))
        if scenario.robocall:
            members = self._add(ROBOCALL_NUMBERS, ROBOCALL, ROBOCALL_REGION)
            self._sources.append(Campaign(scenario, ROBOCALL_SCRIPT, members, np.random.default_rng(robot)))

    def _add(self, numbers: tuple[str, ...], kind: str, region: int) -> NDArray[np.int32]:
        first = len(self.numbers)
        self.numbers.extend(numbers)
        self.kinds.extend([kind] * len(numbers))
        self._regions = np.append(self._regions, np.full(len(numbers), region, np.uint8))
        return np.arange(first, len(self.numbers), dtype=np.int32)

    def records(self) -> Iterator[Record]:
        begin, last = self._scenario.begin_ms, self._scenario.end_ms
        serial = 0
        talking = np.zeros(0, CALL)
        while last is None or begin < last:
            end = begin + SLICE_MS if last is None else min(begin + SLICE_MS, last)
            talking = np.concatenate([talking, *(source.calls(begin, end) for source in self._sources)])
            # Every call of a later slice starts, and so ends, at `end` or after: the order of these is final.
            over = talking["end"] < end
            yield from self._write(talking[over], serial)
            serial += int(np.count_nonzero(over))
            talking = talking[~over]
            begin = end
        yield from self._write(talking, serial)

    def _write(self, calls: NDArray[np.void], serial: int) -> Iterator[Record]:
        """Calls, ordered by end (then start, then numbers), as records."""
        calls = calls[np.lexsort((calls["callee"], calls["caller"], calls["start"], calls["end"]))]
        origin = self._regions[calls["caller"]]
        away = self._travel.random(len(calls)) < _TRAVELLING
        # The last region is the campaign's, abroad: subscribers travel among the others, campaigns not at all.
        away &= calls["caller"] < self._scenario.subscribers
        origin = np.where(away, self._travel.integers(0, len(REGIONS) - 1, len(calls)), origin)
        numbers, kinds = self.numbers, self.kinds
        name = f"{self._scenario.begin_ms // 1000:x}-{self._scenario.seed:x}"
        columns = zip(
            range(serial, serial + len(calls)),
            calls["caller"].tolist(),
            calls["callee"].tolist(),
            np.datetime_as_string(calls["start"].astype("datetime64[ms]")).tolist(),
            calls["seconds"].tolist(),
            calls["disposition"].tolist(),
            origin.tolist(),
            self._regions[calls["callee"]].tolist(),
            strict=True,
        )
        for number, caller, callee, start, seconds, disposition, home, target in columns:
            yield {
                "call_id": f"{name}-{number:x}",
                "caller": numbers[caller],
                "callee": numbers[callee],
                "start": f"{start}Z",
                "duration": seconds,
                "disposition": DISPOSITIONS[disposition],
                "origin_region": REGIONS[home],
                "target_region": REGIONS[target],
                "true_label": kinds[caller],
            }
