"""What the search for campaigns works on: calls of suspects, numbers raised by company, and ticks.

Events are functions of a call's verdict alone, so they come out the same however calls are batched, and a repeat after
a crash is recognised by its place: within one partition and source, (position, rank) only ever rises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from models import features
from models.facts import ANSWERED, RECEIVED_ANSWERED, SHORT
from models.number import text_of
from models.rules import RuleSet
from models.rules.rule_set import Active
from models.standing import CLEARED
from models.verdict import SUSPICIOUS

#: Features that say how a suspect behaves, as far as members of one campaign resemble each other in it.
BEHAVIOUR: Final = (
    "avg_call_duration", "duration_spread", "unanswered_ratio", "short_ratio", "calls_per_hour", "new_ratio",
    "callee_ratio", "costly_ratio", "abroad_ratio", "night_call_ratio", "overlap_ratio", "near_ratio",
)  # fmt: skip
_FIELDS: Final = (
    "number", "callee", "end_ms", "duration_ms", "disposition", "fraud_type", "calls", "origin", "target", "position",
    "rules",
)  # fmt: skip
_COLUMNS: Final = [features.NAMES.index(name) for name in BEHAVIOUR]


class SuspectCall(msgspec.Struct, frozen=True, tag_field="kind", tag="call"):
    """A call whose verdict leaves a suspicion standing (`models.standing.CLEARED`); from 50 on it is a suspicious call.

    Attributes:
        number, id: the caller, as people read it and as an id.
        callee: id of the callee.
        end_ms: event time, ms since the epoch.
        duration_ms: 0 when unanswered.
        answered: whether it was.
        risk: 0-100.
        fraud_type: code of `models.verdict.FRAUD_TYPES`.
        calls: calls that the number had placed by then.
        reached: how many of them led to more than 6 s of talk, and how often it was called and answered: what a
            fraudster lives on.
        origin, target: hashes of the two regions, 0 = not told.
        cell, handset: hashes, 0 = not told.
        behaviour: values of `BEHAVIOUR` at this call.
        source, position, rank: its place.
        rules: ids of the active rules that fired; severity: the gravest of theirs, "" = none fired.
    """

    number: str
    id: int
    callee: int
    end_ms: int
    duration_ms: int
    answered: bool
    risk: float
    fraud_type: int
    calls: int
    reached: int
    origin: int
    target: int
    cell: int
    handset: int
    behaviour: tuple[float, ...]
    source: int
    position: int
    rank: int = 0
    rules: tuple[str, ...] = ()
    severity: str = ""

    @property
    def suspicious(self) -> bool:
        """Whether it is suspicious by itself; otherwise it is of interest only beside others."""
        return self.risk >= SUSPICIOUS


class RaisedMember(msgspec.Struct, frozen=True, tag_field="kind", tag="raised"):
    """A number that its block, handset or trunk raised at somebody's call.

    Attributes:
        number, id: the number.
        group: id of the block, handset or trunk.
        end_ms: end of the call that was the cause.
        risk, fraud_type: what it was raised to.
        source, position, rank: its place.
    """

    number: str
    id: int
    group: int
    end_ms: int
    risk: float
    fraud_type: int
    source: int
    position: int
    rank: int


class Tick(msgspec.Struct, frozen=True, tag_field="kind", tag="tick"):
    """The stream clock of a partition has reached a minute: its earlier calls have all been judged.

    Attributes:
        partition: the partition of `calls`.
        minute: minutes since the epoch.
    """

    partition: int
    minute: int


Event = SuspectCall | RaisedMember


class Message(msgspec.Struct, frozen=True):
    """A message of `suspect-events`: what a micro-batch of one partition led to, and the tick behind it, if any."""

    partition: int
    events: list[SuspectCall | RaisedMember | Tick]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)


def encode(message: Message) -> bytes:
    """The message as JSON."""
    return _encoder.encode(message)


def decode(value: bytes) -> Message:
    """Read a message.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decoder.decode(value)


def order(event: Event) -> tuple[Any, ...]:
    """Sort key of the canonical order of events, which no interleaving of partitions changes."""
    group = event.group if isinstance(event, RaisedMember) else 0
    return event.end_ms, event.source, event.position, event.id, group


def events_of(
    verdicts: NDArray[np.void],
    facts: NDArray[np.float32],
    contexts: NDArray[np.uint64],
    sources: NDArray[np.int64],
    raised: NDArray[np.void],
    source_of: Sequence[int] | NDArray[np.int64],
    texts: Mapping[int, str],
    rules: RuleSet,
) -> list[Event]:
    """The events of judged calls, those of each source in the order of their places.

    Args:
        verdicts: array of `models.verdict.VERDICT`.
        facts: (n, `models.facts.COUNT`) float32, the facts behind them.
        contexts: (n,) uint64 of their legs: hash of the cell << 32 | hash of the handset.
        sources: (n,) source partitions of the calls.
        raised: array of `models.raising.RAISED`.
        source_of: (raised,) source partition of each.
        texts: of opaque ids.
        rules: those whose masks the verdicts have.
    """
    # Doubt about a number that was DANGEROUS already says nothing more, and there may be much of it.
    telling = (verdicts["risk"] >= CLEARED) & ((verdicts["band"] > 0) | (verdicts["blocked"] == 0))
    hot = np.flatnonzero(telling & (verdicts["duplicate"] == 0))
    found: list[Event] = []
    if len(hot):
        behaviour = np.round(features.features_of(facts[hot])[:, _COLUMNS].astype(np.float64), 4).tolist()
        # Columns at a time: a field of a record by itself costs as much as ten of a list.
        columns = (verdicts[name][hot].tolist() for name in _FIELDS)
        risks = verdicts["risk"][hot].astype(np.float64).round(3).tolist()
        counts = facts[hot].astype(np.int64)
        reached = (counts[:, ANSWERED] - counts[:, SHORT] + counts[:, RECEIVED_ANSWERED]).tolist()
        rows = zip(*columns, reached, risks, behaviour, contexts[hot].tolist(), sources[hot].tolist(), strict=True)
        active: dict[int, Active] = {}
        for number, callee, end, duration, disposition, kind, calls, origin, target, place, mask, *others in rows:
            got, risk, manner, context, source = others
            fired = active.get(mask)
            if fired is None:
                fired = active[mask] = rules.active("number", mask)
            found.append(
                SuspectCall(
                    number=text_of(number, texts),
                    id=number,
                    callee=callee,
                    end_ms=end,
                    duration_ms=duration,
                    answered=disposition == 0,
                    risk=risk,
                    fraud_type=kind,
                    calls=calls,
                    reached=got,
                    origin=origin,
                    target=target,
                    cell=context >> 32,
                    handset=context & 0xFFFFFFFF,
                    behaviour=tuple(manner),
                    source=source,
                    position=place,
                    rules=fired.ids,
                    severity=fired.severity,
                )
            )
    ranks: dict[tuple[int, int], int] = {}
    for index, one in enumerate(raised):
        source, position = int(source_of[index]), int(one["position"])
        rank = ranks[source, position] = ranks.get((source, position), 0) + 1
        number = int(one["member"])
        found.append(
            RaisedMember(
                # The text of an opaque member is known only where it stands in the same batch of calls.
                number=text_of(number, {}), id=number, group=int(one["group"]), end_ms=int(one["end_ms"]),
                risk=round(float(one["risk"]), 3), fraud_type=int(one["fraud_type"]), source=source, position=position,
                rank=rank,
            )
        )  # fmt: skip
    found.sort(key=lambda event: (event.source, event.position, event.rank))
    return found
