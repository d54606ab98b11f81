"""What all requests and answers of the API share. The OpenAPI document is generated from these classes."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Risk = Annotated[float, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Message(Struct):
    """A greeting."""

    message: str


class Health(Struct):
    """Whether a worker lives, or is ready, and if not, why."""

    status: str
    reasons: list[str] = []


encode = msgspec.json.Encoder().encode
