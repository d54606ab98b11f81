"""The job without Kafka: calls in, profiles and verdicts out, by the code that runs online.

Given the records of one source partition in their order, verdicts and profiles are those of the running job, bit for
bit. Evaluation uses it, and the crash tests compare the running job with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.campaign.event import Event, events_of
from models.company import COMPANY
from models.engine import Batch, Engine, State
from models.leg import OUT, split
from models.number_id import blocks_of
from models.profile import new_profiles
from models.watching import watched

#: Calls folded at a time; the result does not depend on it.
CHUNK = 20_000


class Fed(NamedTuple):
    """What some calls led to.

    Attributes:
        verdicts: (n,) array of `models.verdict.VERDICT`, one per call.
        raised: array of `models.raising.RAISED`.
        events: of the search for campaigns, by their places.
    """

    verdicts: NDArray[np.void]
    raised: NDArray[np.void]
    events: list[Event]


class Replay:
    """Folds, scores and judges calls in memory.

    Args:
        engine: folds, scores and judges.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._since: dict[int, int] = {}
        self._slots: dict[int, int] = {}
        self._profiles = new_profiles(1024)
        self._block_slots: dict[int, int] = {}
        self._blocks = np.zeros(1024, COMPANY)

    def feed(
        self,
        calls: NDArray[np.void],
        positions: NDArray[np.uint64],
        source: int = 0,
        protected: Collection[int] = (),
        texts: Mapping[int, str] = MappingProxyType({}),
    ) -> Fed:
        """Apply calls of one source partition, in order.

        Args:
            calls: (n,) array of `models.call.CALL`.
            positions: (n,) their positions, ascending.
            source: the source partition they come from.
            protected: ids of short codes among the callers.
            texts: of opaque ids, for the events.
        """
        parts = [
            self._feed(calls[at : at + CHUNK], positions[at : at + CHUNK], source, protected, texts)
            for at in range(0, max(1, len(calls)), CHUNK)
        ]
        return Fed(
            np.concatenate([part.verdicts for part in parts]),
            np.concatenate([part.raised for part in parts]),
            [event for part in parts for event in part.events],
        )

    def _feed(
        self,
        calls: NDArray[np.void],
        positions: NDArray[np.uint64],
        source: int,
        protected: Collection[int],
        texts: Mapping[int, str],
    ) -> Fed:
        legs = split(calls, positions)
        if len(calls):
            legs["watched"] = watched(legs["end_ms"], self._since.setdefault(source, int(calls["end_ms"][0])))
        slots = self._places(legs["subject"])
        blocks = np.where(legs["direction"] == OUT, blocks_of(legs["subject"]), np.uint64(0))
        lanes = np.full(len(legs), source & 3, np.uint8)
        batch = Batch(legs, slots, self._block_places(blocks), lanes, protected)
        outcome = self._engine.run(State(self._profiles, self._blocks), batch)
        said, raised = outcome.verdicts, outcome.raised
        contexts, sources = legs["context"][outcome.calls], np.full(len(said), source)
        causes = np.full(len(raised), source)
        rules = self._engine.rules
        return Fed(said, raised, events_of(said, outcome.facts, contexts, sources, raised, causes, texts, rules))

    def _places(self, subjects: NDArray[np.uint64]) -> NDArray[np.int32]:
        found, inverse = np.unique(subjects, return_inverse=True)
        known = self._slots
        places = np.array([known.setdefault(one, len(known)) for one in found.tolist()], np.int32)
        if len(known) > len(self._profiles):
            self._profiles = _grown(self._profiles, len(known))
        taken: NDArray[np.int32] = places[inverse]
        return taken

    def _block_places(self, blocks: NDArray[np.uint64]) -> NDArray[np.int32]:
        found, inverse = np.unique(blocks, return_inverse=True)
        known = self._block_slots
        places = np.array([known.setdefault(one, len(known)) if one else -1 for one in found.tolist()], np.int32)
        if len(known) > len(self._blocks):
            self._blocks = _grown(self._blocks, len(known))
        taken: NDArray[np.int32] = places[inverse]
        return taken

    def profiles(self) -> dict[int, np.void]:
        """The profile (a `PROFILE` record) of every subject met so far, by id."""
        return {subject: self._profiles[slot] for subject, slot in self._slots.items()}


def _grown(records: NDArray[np.void], least: int) -> NDArray[np.void]:
    more = np.zeros(max(least, 2 * len(records)), records.dtype)
    more[: len(records)] = records
    return more
