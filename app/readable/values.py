"""Single values as people read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

Row = dict[str, Any]

_RAW: Final = 200


def moment(milliseconds: int) -> str:
    """RFC 3339 of a moment; empty for none.

    >>> moment(1768176000500), moment(0)
    ('2026-01-12T00:00:00.500Z', '')
    """
    if milliseconds <= 0:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def beginning(value: bytes | None) -> str:
    """The beginning of a message as text, and how long it was."""
    text = (value or b"").decode("utf-8", "replace")
    return text if len(text) <= _RAW else f"{text[:_RAW]}... ({len(value or b''):,} bytes)"


def short(value: Any) -> Any:
    """A value with six digits after the point when it is a float."""
    return round(value, 6) if isinstance(value, float) else value
