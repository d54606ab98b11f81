"""Decisions about numbers."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class DecisionAnswer(Struct):
    """What a switch should do about a number now; `none`: nothing is known against it."""

    number: str
    action: Literal["allow", "block", "report", "none"]
    reason: str
    rule: str | None
    fraud_type: str | None
    mode: Literal["enforce", "report"]
    valid_until: str | None
    decided_at: str | None
