"""What people ask of alerts is done once and in its order, whenever the worker dies."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import msgspec

from models.alert.alert import Alert, SubjectKind
from models.alert.ledger import Ledger
from models.alert.message import Edit, Finding, Findings, Message, Minute, Pause, encode
from models.model import Model
from tests.harness import Run
from tests.memory import alert_rows

#: Every place between two numbered steps of the agent.
FAULTS = [f"alert.{step}" for step in (1, 2, 3, 4, 5)]
BEGIN, SUBJECTS = 29_000_000, 12


def requests(seed: int, count: int) -> list[Message]:
    """Findings and requests in any order: some on old versions, some that cannot be granted, some told twice."""
    rng = random.Random(seed)
    ledger, out = Ledger(), list[Message]()
    minute = BEGIN
    for place in range(count):
        known = sorted(ledger.alerts.values(), key=lambda alert: alert.id)
        message: Message
        if not known or rng.random() < 0.4:
            minute += rng.randrange(2)  # a minute that comes again is dropped
            message = Findings([Minute(minute, [_finding(rng) for _ in range(rng.randrange(1, 4))])])
        elif rng.random() < 0.1:
            until = (BEGIN + rng.randrange(200)) * 60_000 if rng.random() < 0.5 else 0
            message = Pause(f"r{place}", f"gang{rng.randrange(SUBJECTS)}", until, "ann", place, "test")
        else:
            message = _edit(rng, rng.choice(known), place)
        out.append(message)
        ledger.apply(message)
    return out


def _finding(rng: random.Random) -> Finding:
    kind: SubjectKind = rng.choice(("number", "campaign"))
    subject = f"+4670123456{rng.randrange(SUBJECTS)}" if kind == "number" else f"gang{rng.randrange(SUBJECTS)}"
    return Finding(
        kind=kind, subject=subject, fraud_type=rng.choice(("IRSF", "Wangiri")), numbers=rng.randrange(1, 30),
        severity=rng.choice(("MEDIUM", "HIGH", "CRITICAL")), risk=rng.uniform(75, 100), title="t",
        joined=[f"+4670123456{rng.randrange(SUBJECTS)}"] if kind == "campaign" and rng.random() < 0.3 else [],
        merged_into="other" if kind == "campaign" and rng.random() < 0.1 else "",
    )  # fmt: skip


def _edit(rng: random.Random, alert: Alert, place: int) -> Edit:
    closing = rng.random() < 0.4
    more = {"state": "closed", "outcome": rng.choice(("false_positive", "confirmed_fraud", "no_action")), "reason": "r"}
    return msgspec.convert(
        {
            "what": "edit", "request": f"r{place}", "alert": alert.id, "version": alert.version - rng.randrange(2),
            "by": rng.choice(("ann", "bob")), "at_ms": place, "comment": "c", "numbers": {alert.subject: 7},
            **(more if closing else {"state": rng.choice(("open", "acknowledged"))}),
        },
        Edit,
    )  # fmt: skip


def test_a_crash_between_any_two_steps_changes_no_alert(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    wanted, asked = Ledger(), requests(1, 1200)
    run = Run(broker, tmp_path, trained[0], "alerts", partitions=1)
    runs.append(run)

    async def crash() -> dict[bytes, bytes]:
        await run.create([])
        share = len(asked) // len(FAULTS) + 1
        for place, fault in enumerate(FAULTS):
            run.extra["RINGFENCE_FAULT"] = fault
            run.start()
            await run.ask(encode(one) for one in asked[place * share : (place + 1) * share])
            await run.died()
        del run.extra["RINGFENCE_FAULT"]
        run.start()
        return await run.alerts()

    got = asyncio.run(crash())
    run.stop()
    for message in asked:
        wanted.apply(message)
    rows = alert_rows(wanted)
    acts = {entry.act for alert in wanted.alerts.values() for entry in alert.history}
    assert {"raised", "escalated", "grew", "reopened", "closed", "refused", "acknowledged", "commented"} <= acts
    assert any(one.muted for one in wanted.standings.values())
    assert got == rows
