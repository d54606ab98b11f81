"""What a job must leave behind, computed in memory by the same domain code, and how it is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.rule_files import load_rules
from models.alert.finding import findings
from models.alert.ledger import Ledger
from models.alert.message import Minute
from models.call_reader import CallReader
from models.campaign.event import Event, Tick
from models.campaign.event import Message as SuspectMessage
from models.campaign.inbox import every
from models.engine import Engine
from models.facts import NAMES
from models.judging import GROUP_KINDS
from models.model import Model
from models.number import kind_of, short_codes, text_of
from models.number_id import KIND_BLOCK, KIND_HANDSET, KIND_NUMBER, KIND_OPAQUE, KIND_TRUNK
from models.profile import ORDERED_FIELDS, VERDICT_FIELDS
from tables import raises, suspects, traffic
from tables.alerts import STATE_KEY, Progress
from tables.alerts import changed as changed_alerts
from tables.campaigns import changed
from tables.campaigns import load as load_campaigns
from tests.crash_records import Message
from training.replay import Fed, Replay

NUMBERS = (KIND_NUMBER, KIND_OPAQUE)


@dataclass(repr=False)  # in Python 3.11 asyncio.run writes out its result twice, to nobody: half a minute of this one
class Result:
    """What a job left in Kafka.

    Attributes:
        profiles: of numbers, handsets and trunks by id, records of `PROFILE`.
        blocks: by id, records of `COMPANY`.
        suspects: of numbers, by id.
        raises: of blocks, handsets and trunks, by id.
        totals: traffic of all time, all partitions added.
        verdicts: of one source partition by position, rows of `VERDICT` as bytes.
        campaigns: rows of suspects and campaigns as stored, by key; compared for one source partition.
        alerts: rows of alerts and of decisions about their subjects, the same.
    """

    profiles: dict[int, np.void]
    blocks: dict[int, np.void]
    suspects: dict[int, suspects.Suspect]
    raises: dict[int, raises.Raise]
    totals: dict[str, int]
    verdicts: dict[int, bytes]
    campaigns: dict[bytes, bytes]
    alerts: dict[bytes, bytes]


def added(rows: Iterable[traffic.Traffic]) -> dict[str, int]:
    """Sums of the counts of some rows."""
    names = ("calls", "answered", "talk_ms", "duplicates", "suspicious", "dangerous", "blocked", "flagged")
    found = list(rows)
    return {name: sum(getattr(row, name) for row in found) for name in names}


def seen_alike(row: raises.Raise) -> raises.Raise:
    """A row without the texts of opaque members, which it learns only where they stand in the same micro-batch."""
    members = (
        member if kind_of(member.id) == KIND_NUMBER else msgspec.structs.replace(member, number="")
        for member in row.members
    )
    return msgspec.structs.replace(row, members=tuple(members))


def packaged_engine(model: Model) -> Engine:
    """The engine of a job with the default settings."""
    return Engine(model, load_rules(None, NAMES), 35 * 86_400)


def expected(model: Model, found: Iterable[Message], sources: int) -> Result:
    """What the job must leave behind, computed in memory, one source partition after the other."""
    reader, replay = CallReader(), Replay(packaged_engine(model))
    by_source: dict[int, list[bytes]] = {source: [] for source in range(sources)}
    for source, value in found:
        by_source[source].append(value)
    texts: dict[int, str] = {}
    fed: list[tuple[int, Fed]] = []
    newest = 0
    for source, values in by_source.items():
        batches = [reader.read(value) for value in values]
        for batch in batches:
            texts.update(batch.texts)
        calls = np.concatenate([batch.calls for batch in batches])
        offsets = np.repeat(np.arange(len(batches), dtype=np.uint64), [len(batch.calls) for batch in batches])
        positions = offsets << np.uint64(16) | calls["index"].astype(np.uint64)
        newest = max(newest, int(calls["end_ms"].max()) // 60_000)
        fed.append((source, replay.feed(calls, positions, source, short_codes(texts), texts)))
    profiles = dict(replay.profiles())
    blocks = {one: replay._blocks[slot] for one, slot in replay._block_slots.items() if slot >= 0}
    verdicts = [(source, part.verdicts) for source, part in fed]
    rows = dict(traffic.count(verdicts, lambda _key: None))
    return Result(
        profiles,
        blocks,
        _suspects(profiles, verdicts, texts),
        _raises(np.concatenate([part.raised for _, part in fed]), texts),
        added([traffic.decode(rows[traffic.TOTAL_KEY])]),
        {int(row["position"]): row.tobytes() for row in fed[0][1].verdicts} if sources == 1 else {},
        *(_campaigns(fed[0][1].events, newest) if sources == 1 else ({}, {})),
    )


def _campaigns(events: Sequence[Event], newest: int) -> tuple[dict[bytes, bytes], dict[bytes, bytes]]:
    """Rows of campaigns, and of alerts, of one source partition when its clock has reached a minute."""
    loaded, ledger = load_campaigns([], 1), Ledger()
    loaded.inbox.take(SuspectMessage(0, [*events, Tick(0, newest)]))
    found = loaded.inbox.release()
    for minute in every(found.minutes, found.begin, newest - 1):
        if minute.events or loaded.book.due(minute.minute):
            loaded.book.step(minute.minute, minute.events)
            ledger.find(Minute(minute.minute, findings(loaded.book, minute.minute)))
    rows = {key: value for key, value in changed(loaded, [], []) if value is not None}
    return lasting(rows), alert_rows(ledger)


def alert_rows(ledger: Ledger) -> dict[bytes, bytes]:
    """Rows of a ledger's alerts and decisions; subjects about which nothing was ever written have none."""
    changes = ledger.changes()
    return {key: value for key, value in changed_alerts(changes, Progress()) if value is not None and key != STATE_KEY}


def lasting(rows: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """Rows of campaigns, suspects, their latest calls, and doubtful numbers; not what waits, nor how far it is."""
    return {key: value for key, value in rows.items() if key[:2] in (b"c:", b"s:", b"d:", b"e:")}


def _suspects(
    profiles: dict[int, np.void], verdicts: list[tuple[int, NDArray[np.void]]], texts: dict[int, str]
) -> dict[int, suspects.Suspect]:
    last = {
        number: (source, position)
        for source, rows in verdicts
        for number, position in zip(rows["number"].tolist(), rows["position"].tolist(), strict=True)
    }
    return {
        number: suspects.decode(suspects.row(number, text_of(number, texts), profiles[number], *last[number])[1])
        for number in last
        if profiles[number]["flagged_at"]
    }


def _raises(raised: NDArray[np.void], texts: dict[int, str]) -> dict[int, raises.Raise]:
    found: dict[int, bytes] = {}
    for at, group in enumerate(raised["group"].tolist()):
        found[group] = raises.row(group, found.get(group), raised[at : at + 1], texts)[1]
    return {group: seen_alike(raises.decode(value)) for group, value in found.items()}


def differences(got: Mapping[int, np.void], wanted: Mapping[int, np.void], *, aside: Collection[str] = ()) -> list[str]:
    """Subjects whose records differ, with the fields that do; some fields may be left aside."""
    found = [f"{subject} is missing" for subject in wanted.keys() - got.keys()]
    found += [f"{subject} is too many" for subject in got.keys() - wanted.keys()]
    for subject in wanted.keys() & got.keys():
        one, other = got[subject], wanted[subject]
        if one.tobytes() != other.tobytes():
            fields = [name for name in one.dtype.names or () if np.any(one[name] != other[name])]
            if set(fields) - set(aside):
                found.append(f"{kind_of(subject)} {subject}: {fields}")
    return found


def assert_equal(got: Result, wanted: Result, sources: int) -> None:
    """A job's result is what memory gives: all of it for one source, what does not depend on order for several."""
    for kinds, ordered in ((NUMBERS, ()), (GROUP_KINDS.values(), ORDERED_FIELDS)):
        aside = () if sources == 1 else (*VERDICT_FIELDS, *ordered)
        parts = [{one: row for one, row in side.profiles.items() if kind_of(one) in kinds} for side in (got, wanted)]
        assert differences(*parts, aside=aside)[:5] == []
    assert got.blocks.keys() == wanted.blocks.keys()
    for name in ("calls", "answered", "talk_ms", "duplicates"):
        assert got.totals[name] == wanted.totals[name]
    if sources == 1:
        assert differences(got.blocks, wanted.blocks)[:5] == []
        assert got.verdicts == wanted.verdicts
        assert got.suspects == wanted.suspects
        assert got.raises == wanted.raises
        assert got.totals == wanted.totals


def assert_same_campaigns(got: Result, wanted: Result) -> None:
    """Campaigns and their suspects are the same, byte for byte."""
    assert got.campaigns.keys() == wanted.campaigns.keys()
    differing = {key: (row, got.campaigns[key]) for key, row in wanted.campaigns.items() if got.campaigns[key] != row}
    assert not differing, f"{len(differing)} rows differ, such as {next(iter(differing.items()))}"


def assert_same_alerts(got: Result, wanted: Mapping[bytes, bytes]) -> None:
    """Alerts with their histories, and decisions about subjects, are the same, byte for byte."""
    assert got.alerts.keys() == wanted.keys()
    differing = {key: (row, got.alerts[key]) for key, row in wanted.items() if got.alerts[key] != row}
    assert not differing, f"{len(differing)} rows differ, such as {next(iter(differing.items()))}"


def assert_rich(result: Result) -> None:
    """There is something of everything that could go wrong."""
    kinds = Counter(kind_of(subject) for subject in result.raises)
    assert min(kinds[KIND_BLOCK], kinds[KIND_HANDSET], kinds[KIND_TRUNK]) > 0
    assert len(result.suspects) > 10
    assert result.totals["blocked"] > 100
    assert result.totals["duplicates"] > 10
