"""A request on a connection that the broker has just reset fails like on any other broken connection.

aiokafka 0.14 writes to a connection until its reader task has seen the end of it, a few turns of the event loop after
the loop has. In between uvloop raises a `RuntimeError`, where aiokafka expects an `OSError`. It passes through all of
aiokafka's own handling and ends the task that it meets, without a line in the log: the one that renews a client's
metadata, after which a consumer never finds its coordinator again and commits nothing more, or the one that sends a
group's heartbeats (docs/decisions/reset-connections.md).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError

Write = Callable[..., Any]


def survive_resets() -> None:
    """Make every aiokafka connection of this process report a reset as `KafkaConnectionError`, which is tried again."""
    for name in ("send", "_send_sasl_token"):
        write = getattr(AIOKafkaConnection, name)
        if not hasattr(write, "__wrapped__"):
            setattr(AIOKafkaConnection, name, _reporting(write))


def _reporting(write: Write) -> Write:
    @functools.wraps(write)
    def reporting(self: AIOKafkaConnection, *args: Any, **kwargs: Any) -> Any:
        try:
            return write(self, *args, **kwargs)
        except RuntimeError as error:
            # As aiokafka does after an OSError: closing fails the requests that wait for an answer.
            self.close(reason=CloseReason.CONNECTION_BROKEN, exc=error)
            raise KafkaConnectionError(f"Connection at {self.host}:{self.port} broken: {error}") from error

    return reporting
