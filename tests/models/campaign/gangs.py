"""Events of made-up gangs and loners, for tests of the book of campaigns."""

from collections.abc import Iterable, Sequence

from models.campaign.book import MINUTE_MS, Book
from models.campaign.campaign import Campaign
from models.campaign.event import BEHAVIOUR, Event, RaisedMember, SuspectCall
from models.campaign.latest import Calls
from models.campaign.suspect import Suspect

#: A minute on a tick.
BEGIN = 29_000_000 - 29_000_000 % 5
WANGIRI, ROBOCALL, IRSF = 1, 2, 4
CALM = tuple(0.5 for _ in BEHAVIOUR)


def call(
    number: int,
    minute: float,
    *,
    callee: int = 0,
    risk: float = 95.0,
    fraud_type: int = WANGIRI,
    cell: int = 0,
    handset: int = 0,
    behaviour: tuple[float, ...] = CALM,
    source: int = 0,
    reached: int = 9,
) -> SuspectCall:
    """A suspicious call of a number that ends at a minute after `BEGIN`; its place is unique for number and time."""
    end_ms = int((BEGIN + minute) * MINUTE_MS)
    its_own = 46_700_000_000 + (number // 100 * 37 + int(minute * 10)) % 999_983
    return SuspectCall(
        number=f"+{number}", id=number, callee=callee or its_own, end_ms=end_ms,
        duration_ms=1000, answered=True, risk=risk, fraud_type=fraud_type, calls=9, reached=reached, origin=1,
        target=2, cell=cell, handset=handset, behaviour=behaviour, source=source, position=(end_ms << 8) + number % 251,
    )  # fmt: skip


def raised(number: int, minute: float, group: int) -> RaisedMember:
    """A number that a group raised."""
    end_ms = int((BEGIN + minute) * MINUTE_MS)
    return RaisedMember(f"+{number}", number, group, end_ms, 80.0, WANGIRI, 0, end_ms << 8, number % 251)


def gang(first: int, count: int, minutes: Iterable[float], **more: object) -> list[Event]:
    """Neighbouring numbers that all call at each of some minutes, a few seconds apart."""
    return [call(first + k, minute + k / 60, **more) for minute in minutes for k in range(count)]  # type: ignore[arg-type]


def play(book: Book, events: Sequence[Event], until: int, since: int = 0) -> Book:
    """Step through minutes `since` to `until` (after `BEGIN`), as whoever uses a book does."""
    by_minute: dict[int, list[Event]] = {}
    for event in events:
        by_minute.setdefault(event.end_ms // MINUTE_MS, []).append(event)
    for minute in range(BEGIN + since, BEGIN + until + 1):
        if minute in by_minute or book.due(minute):
            book.step(minute, by_minute.get(minute, []))
    return book


def alive(book: Book) -> list[Campaign]:
    """Campaigns that were not merged into others, by creation."""
    return sorted(
        (one for one in book.campaigns.values() if not one.merged_into), key=lambda one: (one.created_ms, one.id)
    )


def kinds(campaign: Campaign) -> list[str]:
    """What happened to a campaign, growth left out."""
    return [entry.kind for entry in campaign.history if entry.kind != "grew"]


def rows(book: Book) -> tuple[dict[int, Suspect], dict[int, Suspect], dict[str, Campaign], dict[int, Calls]]:
    """What a book holds."""
    return book.suspects, book.doubtful, book.campaigns, book.latest.calls
