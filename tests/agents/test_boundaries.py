"""Verdicts do not depend on how records are packed into messages, nor on where a micro-batch ends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from models.model import Model
from tests.harness import Run, messages, records

CALLS = 8000


def test_messages_of_1_7_and_200_calls_give_the_same_verdicts_bit_for_bit(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    found = records(CALLS, seed=8)

    async def verdicts(size: int, legs: int, wait: float) -> list[tuple[Any, ...]]:
        batches = {"RINGFENCE_BATCH_LEGS": str(legs), "RINGFENCE_BATCH_WAIT_MS": str(wait)}
        run = Run(broker, tmp_path, trained[0], f"size{size}", extra=batches)
        runs.append(run)
        await run.create(messages(found, 1, [size]))
        run.start()
        await run.wait(CALLS)
        result = await run.result()
        run.stop()
        return [verdict[1:] for _, verdict in sorted(result.verdicts.items())]

    one = asyncio.run(verdicts(1, 6000, 4.0))
    assert len(one) == CALLS
    assert asyncio.run(verdicts(7, 16, 0.0)) == one
    assert asyncio.run(verdicts(200, 1100, 1.0)) == one
