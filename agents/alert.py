"""Agent `alert`: findings and people's requests in; alerts with a life cycle out, their changes, and labels.

The write path is that of `agents.single`. Findings and requests come through one partition, so their order, and with
it who was first, is the same for every replay of the topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agents.single import Output, Parts, SingleAgent, SingleCounts, Step
from models import label
from models.alert import message as alert_message
from models.alert.alert import Alert
from models.alert.change import encode_change
from models.alert.message import Message
from tables import alerts
from tables.alerts import Loaded


@dataclass
class AlertCounts(SingleCounts):
    """What this worker has done since it started; for metrics, not exact across restarts."""

    raised: int = 0
    changes: int = 0
    refused: int = 0


class AlertAgent(SingleAgent[tuple[int, Message], Loaded]):
    """Applies micro-batches of `alert-events` to the table `alerts`.

    Args:
        parts: what it works with.
        change_topic, label_topic: where changes of alerts, and labels, go.
    """

    def __init__(self, parts: Parts, change_topic: str, label_topic: str) -> None:
        super().__init__("alert", parts)
        self._change_topic = change_topic
        self._label_topic = label_topic
        self.counts: AlertCounts = AlertCounts()

    def read(self, rows: Iterable[tuple[bytes, bytes]]) -> Loaded:
        """See the class `SingleAgent`; raises `tables.alerts.AlertsVersionError` for another layout."""
        return alerts.load(rows)

    def decode(self, event: Any) -> tuple[int, Message]:
        """The offset of a message, and the message."""
        return int(event.message.offset), alert_message.decode(event.message.value or b"")

    async def step(
        self, loaded: Loaded, messages: Sequence[tuple[int, Message]], most: int, moved: Callable[[], bool]
    ) -> Step:
        """Drop messages at or below the watermark, and apply the others in their order."""
        ledger, progress = loaded
        for offset, message in messages:
            if offset <= progress.offset:
                continue
            progress.offset = offset
            ledger.apply(message)
        progress.minute = ledger.minute
        changes = ledger.changes()
        outputs = [Output(self._change_topic, one.alert.id.encode(), encode_change(one)) for one in changes.told]
        outputs += [Output(self._label_topic, label.key_of(one.subject), label.encode(one)) for one in changes.labels]
        self.counts.changes += len(changes.told)
        self.counts.raised += sum(one.entry.act == "raised" for one in changes.told)
        self.counts.refused += sum(_refused(row) for row in changes.alerts.values())
        return Step(alerts.changed(changes, progress), outputs)


def _refused(alert: Alert | None) -> bool:
    return alert is not None and alert.history[-1].act == "refused"
