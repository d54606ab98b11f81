"""One number and whoever uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.fourth_world.outfits import Outfit


@dataclass(slots=True, eq=False, kw_only=True)
class Line:
    """A number's equipment, habits and acquaintances. Moments are seconds since the world began.

    Attributes:
        index: place among all lines; `knows` holds such places.
        kind: what the number really is.
        human: a person who may ring back; otherwise a desk or a device.
        region: where it is; `abroad` takes its place in records when not "".
        cells: none (not known), one, two (by night and by day), or many at random.
        handsets: IMEIs; of several, each call takes any.
        trunk, account: "" where there is none.
        answers_known, answers_unknown: shares of acquaintances' and of strangers' calls that are taken.
        returns_known, returns_unknown: shares of their missed calls that are returned.
        mailbox: whether one may take what is missed.
        talk: factor on the duration of calls that it places.
        channels: calls at a time.
        busy_until: ends of its calls.
        curve: of the day.
        per_day, per_hour: calls of a person; of a line at work.
        ties, weights: whom it calls, and the running totals of how much.
        knows: whose calls are no stranger's.
        desk_answers: share of calls that a desk takes; None asks a person's habits instead.
        desk_seconds: median duration of honest calls to a desk; 0 leaves it to the caller's manner.
        start, stop: span in which it works.
        known_from: no person thinks of calling it before.
        dies_at: neither calls nor is reached later.
        placed: calls so far.
        outfit, campaign: what it works for; None and "" for nobody.
    """

    index: int
    number: str
    kind: str
    human: bool
    region: str
    cells: list[str]
    handsets: list[str]
    trunk: str
    account: str
    answers_known: float
    answers_unknown: float
    returns_known: float
    returns_unknown: float
    mailbox: bool
    talk: float
    stop: float
    start: float = 0.0
    channels: int = 1
    busy_until: list[float] = field(default_factory=list)
    curve: str = "worker"
    per_day: float = 0.0
    per_hour: float = 0.0
    ties: list[Line] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    knows: set[int] = field(default_factory=set)
    desk_answers: float | None = None
    desk_seconds: float = 0.0
    known_from: float = -1.0
    dies_at: float = 1e12
    placed: int = 0
    abroad: str = ""
    outfit: Outfit | None = None
    campaign: str = ""

    def is_free(self, at: float) -> bool:
        """Whether a channel is."""
        self.busy_until = [end for end in self.busy_until if end > at]
        return len(self.busy_until) < self.channels

    def leave_operator(self, trunk: str) -> None:
        """Become a number of another operator: calls come in over a trunk, and nothing else is known of them."""
        self.cells, self.handsets, self.trunk, self.account = [], [], trunk, ""
