"""A drain whose handler fails at its second micro-batch: `python -m tests.agents.drain_until_failure`."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.agents.draining import Bench


async def main() -> None:
    """Drain five messages, two at a time."""
    bench = Bench([b"1"] * 5, limit=2)

    async def handle(events: list[Any]) -> bool:
        print("handling", [event.message.offset for event in events], flush=True)
        if events[0].message.offset == 2:
            raise ValueError("no such luck")
        return True

    await bench.drain(handle)
    print("survived", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
