"""Decisions to Kafka: the enforced ones and withdrawals to `decisions`, all of them to `decisions-audit`."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any

from models.decision import Audited, encode, encode_audited, key_of
from tables import changelog


async def send_decisions(
    producer: Any, decisions_topic: str, audit_topic: str, decided: Sequence[Audited], unsaid: Sequence[str] = ()
) -> list[Awaitable[int]]:
    """Send decisions, in order; gives what to await.

    Args:
        producer: a started aiokafka producer.
        decisions_topic, audit_topic: names of the two topics, each of one partition.
        decided: decisions and withdrawals.
        unsaid: numbers of which nothing may stand in `decisions`, without a word in the audit.
    """
    standing: list[tuple[bytes, bytes | None]] = [
        (key_of(one.number), None if one.action == "withdraw" else encode(one))
        for one in decided
        if one.mode == "enforce"
    ]
    standing += [(key_of(number), None) for number in unsaid]
    audit: list[tuple[bytes, bytes | None]] = [(key_of(one.number), encode_audited(one)) for one in decided]
    return [
        await changelog.append(producer, topic, 0, items)
        for topic, items in ((decisions_topic, standing), (audit_topic, audit))
        if items
    ]
