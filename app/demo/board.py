"""What the demo knows of its run, all of it read from the changelogs of `suspects` and `traffic`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from app.settings import Settings
from models.number import id_of
from tables import raises, suspects, traffic
from tables.raises import Raise
from tables.suspects import Suspect
from training.simulator import NORMAL

#: Seconds over which calls per second are measured.
_RATE_SECONDS: Final = 5.0


@dataclass
class Board:
    """The state of a run.

    Attributes:
        settings: whose changelogs these are.
        truth: what each simulated number really is.
        news: told of each number at the first call of this run at which it is suspicious.
        flagged: numbers that were SUSPICIOUS or worse at a call of this run, with their latest row; latest first.
        raised: numbers that a block, handset or trunk raised in this run, with the one that did last.
        running: whether this run has begun.
        begun: what had been counted before it.
        seconds: how long it has been running.
    """

    settings: Settings
    truth: Mapping[str, str]
    news: Callable[[Suspect], None] = lambda _: None
    flagged: dict[str, Suspect] = field(default_factory=dict)
    raised: dict[str, Raise] = field(default_factory=dict)
    running: bool = False
    begun: traffic.Traffic = field(default_factory=traffic.Traffic)
    seconds: float = 0.0
    _totals: dict[int, traffic.Traffic] = field(default_factory=dict)
    _before: dict[int, Suspect] = field(default_factory=dict)
    _raised_before: set[tuple[int, str]] = field(default_factory=set)
    _measured: deque[tuple[float, int]] = field(default_factory=deque)

    @property
    def topics(self) -> list[str]:
        """The changelogs that it follows."""
        return [f"{self.settings.group}-{name}-changelog" for name in (suspects.NAME, traffic.NAME)]

    def begin(self) -> None:
        """What was read so far is from before this run."""
        self.begun = self.totals
        self.running = True

    def read(self, message: Any) -> None:
        """Take in one changelog record."""
        if message.topic == self.topics[1]:
            if message.key == traffic.TOTAL_KEY:
                self._totals[message.partition] = traffic.decode(message.value)
        elif message.value is not None:
            number = id_of(message.key)
            if raises.is_group(number):
                self._read_group(number, raises.decode(message.value))
            else:
                self._read_suspect(number, suspects.decode(message.value))

    def _read_suspect(self, number: int, row: Suspect) -> None:
        before = self._before.get(number)
        self._before[number] = row
        if not self.running or (before is not None and row.calls <= before.calls):
            return
        if row.number in self.flagged:
            self.flagged[row.number] = row
        elif row.band != "SAFE" or before is None:
            self.flagged = {row.number: row, **self.flagged}
            self.news(row)

    def _read_group(self, group: int, row: Raise) -> None:
        for member in row.members:
            if (group, member.number) in self._raised_before:
                continue
            self._raised_before.add((group, member.number))
            if self.running:
                self.raised[member.number] = row

    @property
    def totals(self) -> traffic.Traffic:
        """Counts over all partitions, of all time."""
        parts = self._totals.values()
        names = ("calls", "suspicious", "dangerous", "blocked", "flagged")
        return traffic.Traffic(**{name: sum(getattr(part, name) for part in parts) for name in names})

    @property
    def calls(self) -> int:
        """Calls scored in this run."""
        return self.totals.calls - self.begun.calls

    @property
    def fraudsters(self) -> list[Suspect]:
        """Numbers flagged by their own calls that really belong to fraudsters."""
        return [row for name, row in self.flagged.items() if self.is_fraud(name)]

    @property
    def found(self) -> set[str]:
        """All numbers that were flagged, by their own calls or raised for the company they keep."""
        return self.flagged.keys() | self.raised.keys()

    def is_fraud(self, number: str) -> bool:
        """Tell whether a simulated number is a fraudster's."""
        return self.truth.get(number, NORMAL) != NORMAL

    def rate(self, now: float) -> float:
        """Calls scored per second over the last few seconds; `now` on the monotonic clock, not falling."""
        self._measured.append((now, self.calls))
        while now - self._measured[0][0] > _RATE_SECONDS:
            self._measured.popleft()
        (then, first), (_, last) = self._measured[0], self._measured[-1]
        return (last - first) / (now - then) if now > then else 0.0

    def summary(self) -> str:
        """The run in a sentence or two."""
        found = sum(self.is_fraud(number) for number in self.found)
        wrong = len(self.found) - found
        guilty = sum(self.is_fraud(number) for number in self.truth)
        text = f"{self.calls:,} calls scored in {self.seconds:.0f} s; {found} of {guilty} fraudulent numbers flagged"
        if self.fraudsters:
            text += f", half of them by their call {median(row.flagged_calls for row in self.fraudsters):g}"
        return f"{text}; {wrong} of {len(self.truth) - guilty:,} ordinary ones flagged."
