"""Verdicts do not depend on how records are packed into messages, nor on where a micro-batch ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np

from models.model import Model
from models.verdict import VERDICT
from tests.crash_records import messages, records
from tests.harness import Run
from tests.memory import Result, assert_rich

CALLS = 6000


def test_messages_of_1_7_and_200_calls_give_the_same_verdicts_bit_for_bit(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    found = records(CALLS, seed=8)

    async def outcome(size: int, legs: int, wait: float) -> Result:
        batches = {"RINGFENCE_BATCH_LEGS": str(legs), "RINGFENCE_BATCH_WAIT_MS": str(wait)}
        run = Run(broker, tmp_path, trained[0], f"size{size}", extra=batches)
        runs.append(run)
        await run.create(messages(found, 1, [size]))
        run.start()
        await run.wait(CALLS)
        result = await run.result()
        run.stop()
        return result

    one, *others = (
        asyncio.run(outcome(size, legs, wait)) for size, legs, wait in ((1, 6000, 4.0), (7, 16, 0.0), (200, 1100, 1.0))
    )
    assert_rich(one)
    assert len(one.verdicts) == CALLS
    for other in others:
        assert said(other) == said(one)
        assert [(row.members, row.last) for row in other.raises.values()] == [
            (one.raises[group].members, one.raises[group].last) for group in other.raises
        ]
        assert {block: row.tobytes() for block, row in other.blocks.items()} == {
            block: row.tobytes() for block, row in one.blocks.items()
        }


def said(result: Result) -> bytes:
    """All verdicts in order, without their positions, which say in which message a call was."""
    rows = np.frombuffer(b"".join(row for _, row in sorted(result.verdicts.items())), VERDICT).copy()
    rows["position"] = 0
    return rows.tobytes()
