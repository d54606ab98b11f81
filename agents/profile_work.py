"""What a micro-batch means for one partition: computed here, sent and stored by `agents.profile`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from agents.deciding import Decider
from agents.sweep import Sweeper
from models import profile_codec
from models.campaign.event import Event, Tick, events_of
from models.decision import Audited
from models.drift import Drift
from models.engine import Batch, Engine, Outcome, State
from models.leg import OUT, Legs
from models.number import key_of, short_codes, text_of
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_SHIFT, blocks_of
from models.picking import joined, picked
from models.profile_fold import LATE
from models.verdict import DANGEROUS, Verdicts
from models.watching import watched
from tables import raises, suspects, traffic
from tables.profiles import PartitionState, Source
from tables.store import Store

Items = list[tuple[bytes, bytes | None]]
_FIRST_TAGGED, _FIRST_GROUP = KIND_OPAQUE << KIND_SHIFT, KIND_HANDSET << KIND_SHIFT


@dataclass(frozen=True)
class Tables:
    """The three tables. Their stores exist from the worker's start on, so they are looked up when used."""

    profiles_table: Any
    suspects_table: Any
    traffic_table: Any

    @property
    def profiles(self) -> Store:
        """Store of `profiles`."""
        return cast(Store, self.profiles_table.data)

    @property
    def suspects(self) -> Store:
        """Store of `suspects`."""
        return cast(Store, self.suspects_table.data)

    @property
    def traffic(self) -> Store:
        """Store of `traffic`."""
        return cast(Store, self.traffic_table.data)


@dataclass
class ProfileCounts:
    """What this worker has done since it started; for metrics, not exact across restarts."""

    legs: int = 0
    calls: int = 0
    duplicates: int = 0
    late: int = 0
    repeated: int = 0
    batches: int = 0
    stale_batches: int = 0
    forgotten: int = 0
    raised: int = 0
    raised_dangerous: int = 0
    enforced: int = 0
    reported: int = 0
    safe: int = 0
    suspicious: int = 0
    dangerous: int = 0


@dataclass
class Work:
    """One partition's share of a micro-batch, between the steps."""

    partition: int
    state: PartitionState
    messages: list[Legs]
    texts: dict[int, str] = field(default_factory=dict)
    profiles: Items = field(default_factory=list)
    suspects: Items = field(default_factory=list)
    traffic: Items = field(default_factory=list)
    verdicts: list[Verdicts] = field(default_factory=list)
    events: list[Event | Tick] = field(default_factory=list)
    decisions: list[Audited] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)


class Scorer:
    """Turns messages of legs into `Work`.

    Args:
        engine: folds, scores and judges.
        stores: of the three tables; read only.
        counts: brought up to date.
        decider: decides about the numbers whose calls are DANGEROUS.

    Attributes:
        drift: sees what is scored.
    """

    def __init__(self, engine: Engine, stores: Tables, counts: ProfileCounts, decider: Decider) -> None:
        self._engine = engine
        self._decider = decider
        self._stores = stores
        self._sweeper = Sweeper(engine.retention)
        self.counts = counts
        self.drift = Drift()

    def forget(self) -> None:
        """Partitions have moved."""
        self._sweeper.forget()

    def apply(self, partition: int, old: PartitionState, messages: list[Legs]) -> Work:
        """Drop legs at or below the watermark; fold, score and judge the others. Nothing is stored or sent."""
        # The state is copied: it counts only once the changelog has it.
        sources = {key: msgspec.structs.replace(value) for key, value in old.sources.items()}
        work = Work(partition, PartitionState(old.version, sources, old.clock_ms), messages)
        fresh: list[tuple[int, NDArray[np.void]]] = []
        minute = work.state.clock_ms // 60_000
        for message in messages:
            source = sources.setdefault(message.source, Source())
            source.clock_ms = max(source.clock_ms, message.clock_ms)
            source.idle = message.idle
            if source.position < 0 and not source.since_ms:
                source.since_ms = message.first_ms
            # Message by message: a source that falls silent in this batch has brought the clock forward before.
            work.state.advance()
            legs = message.legs
            if len(legs) and int(legs["position"][0]) <= source.position:
                legs = picked(legs, legs["position"].astype(np.int64) > source.position)
                self.counts.repeated += len(message.legs) - len(legs)
            if len(legs):
                source.position = int(legs["position"][-1])
                fresh.append((message.source, legs))
                work.texts.update(message.texts)
        if fresh:
            self._score(work, fresh)
            self._sweep(work, sum(len(legs) for _, legs in fresh))
        if work.state.clock_ms // 60_000 > minute:
            # Behind the calls that it closes: whoever reads it has seen them.
            work.events.append(Tick(partition, work.state.clock_ms // 60_000))
        return work

    def _sweep(self, work: Work, legs: int) -> None:
        stores, busy = self._stores, {key for key, _ in work.profiles}
        swept = self._sweeper.sweep(
            work.partition, stores.profiles, stores.traffic, work.state.clock_ms, legs, busy
        )  # fmt: skip
        work.profiles += [(key, None) for key in swept.profiles]
        work.suspects += [(key, None) for key in swept.suspects]
        counted = {key for key, _ in work.traffic}
        work.traffic += [(key, None) for key in swept.traffic if key not in counted]
        self.counts.forgotten += len(swept.profiles)

    def _score(self, work: Work, fresh: list[tuple[int, NDArray[np.void]]]) -> None:
        partition, stores = work.partition, self._stores
        legs = joined([legs for _, legs in fresh])
        sizes = [len(legs) for _, legs in fresh]
        origin = np.repeat(np.array([source for source, _ in fresh], np.int64), sizes)
        since = np.repeat(np.array([work.state.sources[source].since_ms for source, _ in fresh], np.int64), sizes)
        legs["watched"] = watched(legs["end_ms"], since)
        subjects, slots = np.unique(legs["subject"], return_inverse=True)
        blocks, places = _blocks(subjects, slots[legs["direction"] == OUT])
        keys, block_keys = _keys(subjects), _keys(blocks)
        # Verdicts name numbers and regions; the texts of handsets and trunks, one for most calls, stay behind.
        texts = {key: text for key, text in work.texts.items() if key < _FIRST_GROUP}
        state = State(
            profile_codec.decode(stores.profiles.read(partition, keys)),
            profile_codec.BLOCKS.decode(stores.profiles.read(partition, block_keys)),
        )
        batch = Batch(
            legs,
            slots.astype(np.int32),
            places[slots],
            (origin & 3).astype(np.uint8),
            short_codes(texts),
        )
        outcome = self._engine.run(state, batch)

        sources = origin[outcome.calls]
        by_source = [(source, picked(outcome.verdicts, sources == source)) for source in np.unique(sources).tolist()]
        work.profiles = list(zip(keys, profile_codec.encode(state.profiles), strict=True))
        work.profiles += zip(block_keys, profile_codec.BLOCKS.encode(state.blocks), strict=True)
        versions = self._engine.model.manifest.version, self._engine.rules.version
        work.verdicts = [Verdicts(source, rows, texts, *versions) for source, rows in by_source]
        work.traffic = list(traffic.count(by_source, lambda key: stores.traffic.read_one(partition, key)))
        work.decisions = self._decider.of(
            outcome.verdicts, outcome.facts, texts, self._engine.rules, versions[0]
        )  # fmt: skip
        self._note_suspects(work, outcome, state.profiles, subjects, slots, sources)
        self._note_raised(work, outcome.raised)
        contexts = legs["context"][outcome.calls]
        work.events += events_of(
            outcome.verdicts,
            outcome.facts,
            contexts,
            sources,
            outcome.raised,
            origin[outcome.causes],
            work.texts,
            self._engine.rules,
        )
        self.drift.see(outcome.verdicts, outcome.facts)
        self.counts.legs += len(legs)
        self.counts.calls += len(outcome.verdicts)
        self.counts.duplicates += int(np.count_nonzero(outcome.verdicts["duplicate"]))
        self.counts.late += int(np.count_nonzero(outcome.flags == LATE))
        self.counts.raised += len(outcome.raised)
        self.counts.raised_dangerous += int(np.count_nonzero(outcome.raised["risk"] >= DANGEROUS))
        bands = np.bincount(outcome.verdicts["band"][outcome.verdicts["duplicate"] == 0], minlength=3).tolist()
        self.counts.safe += bands[0]
        self.counts.suspicious += bands[1]
        self.counts.dangerous += bands[2]

    def _note_suspects(
        self,
        work: Work,
        outcome: Outcome,
        profiles: NDArray[np.void],
        subjects: NDArray[np.uint64],
        slots: NDArray[np.intp],
        sources: NDArray[np.int64],
    ) -> None:
        """A suspect's row follows every call it places."""
        last_row = np.full(len(subjects), -1, np.int64)
        last_row[slots[outcome.calls]] = np.arange(len(outcome.calls))
        for slot in np.flatnonzero((last_row >= 0) & (profiles["flagged_at"] > 0)).tolist():
            row = last_row[slot]
            number = int(subjects[slot])
            work.suspects.append(
                suspects.row(
                    number,
                    text_of(number, work.texts),
                    profiles[slot],
                    int(sources[row]),
                    int(outcome.verdicts["position"][row]),
                )
            )

    def _note_raised(self, work: Work, raised: NDArray[np.void]) -> None:
        """The row of a block, handset or trunk lists whom it has raised; a repeat adds nothing to it."""
        for group in np.unique(raised["group"]).tolist():
            mine = raised[raised["group"] == group]
            old = self._stores.suspects.read_one(work.partition, key_of(group))
            work.suspects.append(raises.row(group, old, mine, work.texts))


def _blocks(subjects: NDArray[np.uint64], placed: NDArray[np.intp]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Blocks of the numbers that place calls, and the place of each subject's among them, -1 for none.

    By subject and not by leg: sorting thousands of legs a second time would cost as much as the first.
    """
    calling = np.zeros(len(subjects), bool)
    calling[placed] = True
    numbers = np.flatnonzero(calling & (subjects < _FIRST_TAGGED))
    blocks, found = np.unique(blocks_of(subjects[numbers]), return_inverse=True)
    places = np.full(len(subjects), -1, np.int32)
    places[numbers] = found
    return blocks, places


def _keys(subjects: NDArray[np.uint64]) -> list[bytes]:
    data = subjects.astype(">u8").tobytes()
    return [data[at : at + 8] for at in range(0, len(data), 8)]


assert len(key_of(0)) == 8  # _keys writes what key_of writes
