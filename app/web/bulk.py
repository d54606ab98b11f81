"""POST /api/cdr/bulk: many records in one request, as a JSON array or NDJSON."""

from __future__ import annotations

import asyncio

import numpy as np
from aiohttp import web

from app.web.answers import answer
from app.web.cdr import away
from app.web.intake import MAX_MESSAGE, IntakeClosedError
from app.web.pressure import admitted
from app.web.problems import BulkError, Problem
from app.web.schema.records import BulkAnswer
from app.web.site import Site, site_of
from models.call import CALL
from models.call_reader import CallReader
from models.call_split import pieces_of, split

#: Records of one request, records of one message, and errors that are told, at most.
MAX_RECORDS, MESSAGE_RECORDS, MAX_ERRORS = 20_000, 500, 100
#: Records checked before the worker's other tasks get a turn: some 3 ms.
_TURN = 500


async def bulk(request: web.Request) -> web.Response:
    """Write the good records to `cdr` and name the bad ones; answers when Kafka has them."""
    site = site_of(request)
    with admitted(site):
        body = await request.read()
        pieces, errors = await _checked(site, body)
        accepted = sum(map(len, pieces.values()))
        if not accepted:
            raise Problem(422, "invalid", "None of the records is a call.", errors=_told(errors))
        try:
            await asyncio.gather(
                *(_send(site, partition, found) for partition, found in pieces.items()),
            )
        except IntakeClosedError:
            raise away() from None
    return answer(BulkAnswer(accepted, len(errors), _told(errors)), 202)


async def _checked(site: Site, body: bytes) -> tuple[dict[int, list[bytes]], list[tuple[int, str]]]:
    """The bytes of good records by source partition, in order, and (index, reason) of the others."""
    records, cut = split(body) if body.strip() else ([], [])
    pieces = pieces_of(body) if cut is None else cut
    if not pieces:
        raise Problem(422, "invalid", "The body holds no record.")
    if len(pieces) > MAX_RECORDS:
        raise Problem(413, "invalid", f"{len(pieces):,} records; send at most {MAX_RECORDS:,} in one request.")
    if len(records) != len(pieces):
        raise Problem(400, "not-json", "The body is neither a JSON array nor NDJSON.")
    found: dict[int, list[bytes]] = {}
    errors: list[tuple[int, str]] = []
    for place, record in enumerate(records):
        if place % _TURN == _TURN - 1:
            await asyncio.sleep(0)
        try:
            caller = _caller(site.job.reader, record)
        except ValueError as error:
            errors.append((place, str(error)))
        else:
            found.setdefault(site.intake.partition(caller), []).append(pieces[place])
    return found, errors


def _caller(reader: CallReader, record: object) -> int:
    row = reader.row(record, 0, {}, {})
    return int(np.frombuffer(row, CALL)["caller"][0])


async def _send(site: Site, partition: int, pieces: list[bytes]) -> None:
    """Send records as JSON arrays, one after the other, so that they stay in order."""
    timeout = site.job.settings.cdr_timeout
    message: list[bytes] = []
    size = 0
    for piece in pieces:
        if message and (len(message) >= MESSAGE_RECORDS or size + len(piece) > MAX_MESSAGE):
            await site.intake.send_to(partition, None, b"[%b]" % b",".join(message), timeout)
            message, size = [], 0
        message.append(piece)
        size += len(piece) + 1
    await site.intake.send_to(partition, None, b"[%b]" % b",".join(message), timeout)


def _told(errors: list[tuple[int, str]]) -> list[BulkError]:
    return [BulkError(index, reason) for index, reason in errors[:MAX_ERRORS]]
