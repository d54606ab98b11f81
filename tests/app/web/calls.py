"""Records for the tests of the web views."""

from __future__ import annotations

from typing import Any

START = 1_760_000_000


def call(caller: str, number: int = 0, **fields: Any) -> dict[str, Any]:
    """An ordinary answered call; `number` makes callee, time and id different."""
    return {
        "caller": caller,
        "callee": f"+4670123{number:04d}",
        "start": START + number * 20,
        "duration": 60,
        "status": "answered",
        "call_id": f"{caller}/{number}",
        "origin_region": "Stockholm",
        **fields,
    }


def missed(caller: str, number: int) -> dict[str, Any]:
    """A call as a Wangiri campaign places them: it rings a stranger once."""
    return call(caller, number, duration=0, status="no_answer")
