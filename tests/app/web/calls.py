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


def hung_up(caller: str, number: int) -> dict[str, Any]:
    """A call as a dialler without agents places them: one in four is picked up, for a moment."""
    return call(caller, number, duration=3) if number % 4 == 0 else missed(caller, number)


def friendly(number: int, **fields: Any) -> dict[str, Any]:
    """A call between two friends, who may talk for as long as a stream clock is to go on."""
    return call("+12025550150", number, callee="+12025550143", **fields)
