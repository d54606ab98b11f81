"""Campaigns in an evaluation: found as the job finds them, minute by minute, and compared with those of the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.alert.finding import findings
from models.alert.ledger import Ledger
from models.alert.message import Minute
from models.campaign.book import MINUTE_MS, TICK, Book, Held
from models.campaign.campaign import Campaign
from models.campaign.event import Event
from models.verdict import FRAUD_TYPES
from training.evaluation.people import People
from training.evaluation.seen import RAISED
from training.instant import instant

#: How many of the largest campaigns are told.
LARGEST = 10


class Watch:
    """Takes calls' ends and the events of calls, in the order of their positions, and leads a book through the minutes.

    An event belongs to the minute that the stream clock (the running maximum of the ends of calls) shows when its call
    is judged, so a late one counts in the minute in which it came.

    Attributes:
        book: what came of it.
        ledger: the alerts that it led to.
    """

    def __init__(self) -> None:
        self.book = Book()
        self.ledger = Ledger()
        self._first, self._last = 0, 0
        self._held: list[tuple[int, Held]] = []
        self._minute = -1
        self._waiting: list[Event] = []

    def add(self, positions: NDArray[np.uint64], ends: NDArray[np.int64], events: Sequence[Event]) -> NDArray[np.void]:
        """Take in some calls, and give whom campaigns raised meanwhile, as an array of `seen.RAISED`.

        Args:
            positions: (n,) of the calls, rising.
            ends: (n,) event time, ms since the epoch.
            events: of these calls.
        """
        if not len(positions):
            return np.zeros(0, RAISED)
        self._first = min(self._first or int(ends[0]), int(ends.min()))
        self._last = max(self._last, int(ends.max()))
        minutes = np.maximum(np.maximum.accumulate(ends) // MINUTE_MS, self._minute)
        at = np.searchsorted(positions, np.array([event.position for event in events], np.uint64))
        for event, minute in zip(events, minutes[at].tolist(), strict=True):
            self._reach(minute)
            self._waiting.append(event)
        self._reach(int(minutes[-1]))
        # A minute is over, and its campaigns are known, at the last call before the clock shows another.
        over = np.searchsorted(minutes, np.array([minute for minute, _ in self._held]), side="right")
        return self._raised(positions[np.maximum(over - 1, 0)])

    def finish(self, last: int = 0) -> NDArray[np.void]:
        """End the last minute, search what happened in it for campaigns, and give whom they raised.

        Args:
            last: position of the last call.
        """
        if self._minute >= 0:
            self._reach(self._minute + TICK - self._minute % TICK)
            self._step()
        return self._raised(np.full(len(self._held), last, np.uint64))

    def _raised(self, positions: NDArray[np.uint64]) -> NDArray[np.void]:
        found = np.zeros(len(self._held), RAISED)
        for row, position, (minute, held) in zip(found, positions, self._held, strict=True):
            row["member"], row["position"], row["end_ms"] = held.suspect.id, position, (minute + 1) * MINUTE_MS
            row["risk"], row["fraud_type"] = held.risk, FRAUD_TYPES.index(held.campaign.fraud_type)
        self._held = []
        return found

    @property
    def span_ms(self) -> int:
        """Event time from the first to the last call's end, ms."""
        return self._last - self._first

    def _reach(self, minute: int) -> None:
        """Let the clock come to a minute; those before it are over."""
        if self._minute < 0:
            self._minute = minute
        if minute > self._minute and self._waiting:
            self._step()
            self._minute += 1
        if not self.book.suspects and not self.book.campaigns:
            self._minute = max(self._minute, minute)
        while self._minute < minute:
            if self.book.due(self._minute):
                self._step()
            self._minute += 1

    def _step(self) -> None:
        self.book.step(self._minute, self._waiting)
        self._waiting = []
        self._held += [(self._minute, held) for held in self.book.held]
        self.ledger.find(Minute(self._minute, findings(self.book, self._minute)))


def alive(book: Book) -> list[Campaign]:
    """Campaigns that were not merged into others, by creation."""
    found = [one for one in book.campaigns.values() if not one.merged_into]
    return sorted(found, key=lambda one: (one.created_ms, one.id))


def listed(campaigns: Iterable[Campaign]) -> list[dict[str, Any]]:
    """What `campaigns.json` holds."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "fraud_type": one.fraud_type,
            "status": one.status,
            "first": instant(min(member.first_ms for member in one.members)),
            "last": instant(one.updated_ms),
            "members": [member.number for member in one.members],
        }
        for one in campaigns
        if one.members
    ]


def summary(campaigns: Sequence[Campaign]) -> dict[str, Any]:
    """What can be said without labels."""
    large = sorted(campaigns, key=lambda one: (-one.size, one.created_ms, one.id))[:LARGEST]
    return {
        "campaigns": len(campaigns),
        "members": sum(one.size for one in campaigns),
        "by_type": dict(sorted(Counter(one.fraud_type for one in campaigns).items())),
        "by_status": dict(sorted(Counter(one.status for one in campaigns).items())),
        "largest": [
            {
                "id": one.id,
                "name": one.name,
                "size": one.size,
                "victims": one.victims_reached,
                "victims_at_least": one.victims_at_least,
            }
            for one in large
        ],
    }


def quality(people: People, campaigns: Iterable[Campaign]) -> dict[str, Any]:
    """How well campaigns are those of the labels, over flagged fraud numbers that the labels put into one.

    A number of no campaign counts as one by itself, so leaving numbers out costs recall. Floods are left out.

    Returns:
        `numbers`, `true_campaigns`, `placed` (share of the numbers in any campaign); `pairwise` precision, recall and
        F1 over pairs of numbers (None without pairs); `v_measure`; `per_true`, mean number of campaigns that the
        placed numbers of a true one are in; `rotation`, see `kept_identity`; `honest_members` and `honest_only`,
        members that are honest and campaigns that have no fraud number at all; `campaigns`.
    """
    from sklearn.metrics import v_measure_score
    from sklearn.metrics.cluster import pair_confusion_matrix

    campaigns = list(campaigns)
    of = {member.id: one.id for one in campaigns for member in one.members}
    mine = people.guilty & people.flagged & (people.campaigns != "")
    numbers = people.rows["number"][mine].tolist()
    truth = people.campaigns[mine].tolist()
    given = [of.get(number, f"alone {number}") for number in numbers]
    (_, wrong), (missed, right) = pair_confusion_matrix(truth, given).tolist() if numbers else ((0, 0), (0, 0))
    pieces: dict[str, set[str]] = {}
    for name, number in zip(truth, numbers, strict=True):
        if number in of:
            pieces.setdefault(name, set()).add(of[number])
    fraud = set(people.rows["number"][people.fraud].tolist())
    return {
        "numbers": len(numbers),
        "true_campaigns": len(set(truth)),
        "placed": _share(sum(number in of for number in numbers), len(numbers)),
        "pairwise": {
            "precision": _share(right, right + wrong),
            "recall": _share(right, right + missed),
            "f1": _share(2 * right, 2 * right + wrong + missed),
            "right": right // 2,
            "wrong": wrong // 2,
            "missed": missed // 2,
        },
        "v_measure": float(v_measure_score(truth, given)) if numbers else None,
        "per_true": _share(sum(len(some) for some in pieces.values()), len(pieces)),
        "rotation": kept_identity(zip(truth, numbers, strict=True), campaigns),
        "campaigns": len(campaigns),
        "honest_members": sum(number not in fraud for number in of),
        "honest_only": sum(not any(member.id in fraud for member in one.members) for one in campaigns),
    }


def kept_identity(truth: Iterable[tuple[str, int]], campaigns: Iterable[Campaign]) -> dict[str, Any]:
    """How often a campaign that goes on under other numbers is the same campaign to us.

    A case is a number whose first suspicious call came after the last one of another number of its true campaign: the
    one that fell silent last before it. Both are in campaigns of ours; the case is kept when in the same.

    Args:
        truth: true campaigns and numbers.
        campaigns: ours.

    Returns:
        `cases`, and the share `kept` (None without any).
    """
    seen = {member.id: (member.first_ms, member.last_ms, one.id) for one in campaigns for member in one.members}
    groups: dict[str, list[tuple[int, int, str]]] = {}
    for name, number in truth:
        if number in seen:
            groups.setdefault(name, []).append(seen[number])
    cases = kept = 0
    for group in groups.values():
        for first, _, mine in group:
            silent = [(last, theirs) for _, last, theirs in group if last < first]
            if silent:
                cases += 1
                kept += max(silent)[1] == mine
    return {"cases": cases, "kept": _share(kept, cases)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
