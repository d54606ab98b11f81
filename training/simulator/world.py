"""The world at work: slices of calls become records, in the order in which the calls end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import CALL, Calls, Later
from training.simulator.scenario import NORMAL, Record, Scenario
from training.simulator.setup import make
from training.simulator.truth import Known, Truth
from training.simulator.victims import Complaint, find_victims
from training.simulator.writing import Writer, text_of

_NEVER = np.iinfo(np.int64).max


class World:
    """A scenario's numbers, and who uses them; runs once.

    Memory does not grow with time: beside the world itself only calls that have not ended and those that are due within
    a day are kept, and complaints unless they are not wanted.

    >>> world = World(Scenario(subscribers=300, hours=12.0))
    >>> calls = sum(1 for _ in world.records())
    >>> calls > 500, len(world.complaints) > 0
    (True, True)
    """

    def __init__(self, scenario: Scenario, *, complaints: bool = True) -> None:
        """Make the world.

        Args:
            scenario: which one.
            complaints: keep who was hurt, for as long as the world runs.
        """
        self.scenario = scenario
        self._parts = make(scenario)
        self.parameters = self._parts.parameters
        self._keep = complaints
        self._victims: list[NDArray[np.void]] = []
        self._first = np.full(len(self._parts.entries), _NEVER)
        self._fraud = np.array([outfit.fraud for outfit in self._parts.outfits])
        self._rng = np.random.default_rng([scenario.seed, 77])

    @cached_property
    def truth(self) -> Truth:
        """What every number is."""
        outfits = self._parts.outfits
        known = {}
        for number, place in zip(
            self._parts.entries["number"].tolist(), self._parts.entries["outfit"].tolist(), strict=True
        ):
            outfit = outfits[place]
            known[text_of(number)] = Known(text_of(number), outfit.kind, outfit.fraud, outfit.campaign)
        return Truth(known)

    @property
    def complaints(self) -> list[Complaint]:
        """Harm done so far, in the order of the calls' slices; complaints may lie in the time to come."""
        numbers, outfits = self._parts.entries["number"], self._parts.outfits
        return [
            Complaint(
                text_of(int(numbers[number])),
                text_of(int(numbers[victim])),
                outfits[outfit].campaign,
                called,
                None if complained < 0 else complained,
            )
            for part in self._victims
            for number, victim, outfit, called, complained in part.tolist()
        ]

    @property
    def first_calls(self) -> dict[str, int]:
        """Start of each number's first call so far, ms; of a fraudster the first fraudulent one."""
        called = np.flatnonzero(self._first < _NEVER)
        numbers = self._parts.entries["number"][called]
        return {text_of(n): at for n, at in zip(numbers.tolist(), self._first[called].tolist(), strict=True)}

    def summary(self) -> str:
        """What there has been so far, in a few words."""
        outfits = self._parts.outfits
        fraud = int(self._fraud[self._parts.entries["outfit"]].sum())
        campaigns = sum(outfit.fraud for outfit in outfits)
        calling = int(np.count_nonzero(self._first < _NEVER))
        return f"{calling:,} of {len(self._first):,} numbers called; {fraud:,} belong to {campaigns} campaigns"

    def records(self) -> Iterator[Record]:
        """Records ordered by the end of their calls; for ever when `scenario.hours` is None."""
        writer = Writer(self.scenario, self._parts)
        for calls in self._ended():
            yield from writer.write(calls)

    def _ended(self) -> Iterator[Calls]:
        begin, last = self.scenario.begin_ms, self.scenario.end_ms
        later = Later()
        talking = np.zeros(0, CALL)
        while last is None or begin < last:
            end = begin + self.scenario.slice_ms if last is None else min(begin + self.scenario.slice_ms, last)
            placed = self._placed(begin, end, later)
            if last is not None:
                placed = placed[placed["start"] < last]
            talking = np.concatenate([talking, placed])
            # Every call of a later slice starts, and so ends, at `end` or after: the order of these is final.
            over = talking["end"] < end
            yield talking[over]
            talking = talking[~over]
            begin = end
        yield talking

    def _placed(self, begin: int, end: int, later: Later) -> Calls:
        """Calls decided on in [begin, end) ms; a busy line may push one beyond."""
        parts = self._parts
        later.put(np.concatenate([parts.people.calls(begin, end), parts.fleet.calls(begin, end)]))
        placed = []
        while len(wave := later.take(end)):
            settled, row = parts.outcomes.settle(wave)
            if self._keep:
                victims = find_victims(settled, row, self._rng)
                if len(victims):
                    self._victims.append(victims)
            later.put(parts.outcomes.follow_ups(settled, row))
            self._note_first(settled)
            placed.append(settled)
        return np.concatenate(placed) if placed else np.zeros(0, CALL)

    def _note_first(self, calls: Calls) -> None:
        fraud_caller = self._fraud[self._parts.entries["outfit"][calls["caller"]]]
        fraud_call = self._fraud[self._parts.table["outfit"][calls["activity"]]]
        counts = calls[fraud_call | ~fraud_caller]
        np.minimum.at(self._first, counts["caller"], counts["start"])


def simulate(scenario: Scenario) -> Iterator[Record]:
    """Records of a world, ordered by the end of their calls, for ever when `scenario.hours` is None.

    >>> first = next(simulate(Scenario(subscribers=200, hours=1.0)))
    >>> set(first) <= set(Record.__annotations__)
    True
    """
    return World(scenario, complaints=False).records()


def ground_truth(scenario: Scenario) -> Truth:
    """What every number of a world is.

    >>> sorted({known.kind for known in ground_truth(Scenario(subscribers=200)) if known.fraud})
    ['robocall', 'wangiri']
    """
    return World(scenario).truth


def labels(scenario: Scenario) -> dict[str, str]:
    """Every number of a world, with its kind of fraud, or `NORMAL`."""
    return {known.number: known.kind if known.fraud else NORMAL for known in ground_truth(scenario)}
