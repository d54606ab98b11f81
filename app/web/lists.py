"""/api/lists: who is never flagged, and who is always blocked."""

from __future__ import annotations

from aiohttp import web

from app.list_topic import removal
from app.web.access import acting
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.lists import ListEntry, ListsAnswer, NewEntry, RemovedEntry
from app.web.site import Site, site_of
from app.web.writing import moment_ms, operator_ms, said, write
from models.instant import rfc3339
from models.list_entry import Entry, ListName, blockable, encode, read_entry
from models.listing import Listing

_NAMES: dict[str, ListName] = {"allow": "allow", "block": "block"}
_NAME, _WORDS = 80, 1000


async def lists(request: web.Request) -> web.Response:
    """Both lists as this worker goes by them: entries of files, and entries that people have added."""
    site = site_of(request)
    listing, now = _listing(site), site.model.now_ms
    allow, block = ([entry_of(one, now) for one in listing.of(on)] for on in _NAMES.values())
    return answer(ListsAnswer(allow, block))


async def one_list(request: web.Request) -> web.Response:
    """The entries of one list."""
    site = site_of(request)
    now = site.model.now_ms
    return answer([entry_of(one, now) for one in _listing(site).of(_name(request))])


async def add_entry(request: web.Request) -> web.Response:
    """Put a number or a block of 100 numbers on a list; what was said of it before is replaced.

    It counts on every worker within a second: for calls judged from then on, and at once in look-ups.
    """
    site = site_of(request)
    on, wanted = _name(request), await body_as(request, NewEntry)
    number, text = _read(site, wanted.entry)
    if on == "block":
        try:
            blockable(text)
        except ValueError as error:
            raise Problem(422, "invalid", f"entry: {error}.") from None
    _listing(site)
    now = site.model.now_ms
    expires = None if wanted.expires_at is None else moment_ms(wanted.expires_at, "expires_at")
    if expires is not None and expires <= now:
        raise Problem(422, "invalid", f"expires_at has passed: the calls are at {rfc3339(now / 1000)} now.")
    entry = Entry(
        on=on, entry=text, id=number, reason=said(wanted.reason, "reason"), by=acting(request, wanted.by),
        added_ms=operator_ms(), expires_ms=expires,
    )  # fmt: skip
    await write(site, site.job.decisions.lists, entry.key, encode(entry))
    return answer(entry_of(entry, now), 201)


async def remove_entry(request: web.Request) -> web.Response:
    """Take an entry off a list; `by` and `reason` are kept in the audit of decisions."""
    site = site_of(request)
    on = _name(request)
    by = acting(request, request.query.get("by"))
    if len(by) > _NAME:
        raise Problem(422, "invalid", f"by has more than {_NAME} characters.")
    reason = _required(request, "reason", _WORDS)
    number, text = _read(site, request.match_info["entry"])
    standing = [one for one in _listing(site).of(on) if one.id == number]
    mine = next((one for one in standing if one.source == "api"), None)
    if mine is None and standing:
        raise Problem(422, "invalid", f"{text} stands in the file of the {on} list; take it out there.")
    if mine is None:
        raise Problem(404, "not-found", f"There is no entry {text} on the {on} list.")
    await write(site, site.job.decisions.lists, mine.key, None, removal(by, reason))
    return answer(RemovedEntry(entry_of(mine, site.model.now_ms), by, reason, len(standing) > 1))


def entry_of(entry: Entry, now_ms: int) -> ListEntry:
    """An entry as the API shows it; `now_ms` is stream time."""

    def at(moment: int | None) -> str | None:
        return None if moment is None else rfc3339(moment / 1000)

    return ListEntry(
        id=f"{entry.source}:{entry.on}:{entry.entry}",
        list=entry.on,
        entry=entry.entry,
        reason=entry.reason,
        by=entry.by,
        added_at=at(entry.added_ms),
        expires_at=at(entry.expires_ms),
        expired=not entry.counts(now_ms),
        source=entry.source,
    )


def _name(request: web.Request) -> ListName:
    name = request.match_info["list"]
    if name not in _NAMES:
        raise Problem(404, "not-found", f"There is no list {name[:40]!r}; there are allow and block.")
    return _NAMES[name]


def _listing(site: Site) -> Listing:
    if not site.job.decisions.lists.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the lists from Kafka.", retry=2)
    return site.job.detection.listing


def _read(site: Site, text: str) -> tuple[int, str]:
    try:
        return read_entry(said(text, "entry"), site.normalise)
    except ValueError as error:
        raise Problem(422, "invalid", f"entry: {error}.") from None


def _required(request: web.Request, name: str, most: int) -> str:
    value = request.query.get(name, "").strip()
    if not 0 < len(value) <= most:
        raise Problem(422, "invalid", f"The address must say {name}=..., 1 to {most:,} characters.")
    return value
