"""Reads messages of the `cdr` topic into batches of calls.

Written for its cost: it runs once for every call, inside the worker's loop. Each field's text goes through a cache,
and a row is packed as bytes, so that a batch becomes an array in one step whether it holds one call or thousands.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from models.call import ANSWERED, CALL, MAX_CALLS, Batch, Rejected
from models.call_disposition import disposition_meaning
from models.call_fields import Shapes, chosen
from models.call_split import Undecodable, pieces_of, split
from models.call_time import Clock
from models.call_values import Cache, call_hash, duration_ms, region_hash, text_of_field
from models.number import KIND_HANDSET, KIND_TRUNK, Normaliser, tagged

_ROW: Final = struct.Struct("<QQQQQqqIIIIHBB")  # the fields of CALL in their order
_CONTENT: Final = struct.Struct("<QQqIB")
_Known = tuple[int, str | None]  # an id or hash, and the text that travels with it


class CallReader:
    """Reads the value of a message: one JSON object, a JSON array or NDJSON, by the record contract (docs/records.md).

    `default_region` (ISO 3166) reads numbers without a country code, `zone` (IANA) tells night for starts in UTC,
    `naive_zone` reads starts without a zone, `labels` asks for true_label. Raises ValueError for an unknown one.

    A reader holds caches (bounded, at most some 100 MB, a few MB in practice) but no state: the same bytes give the
    same batch. One reader per thread.

    >>> reader = CallReader("SE", "Europe/Stockholm")
    >>> batch = reader.read(b'[{"from": "070-123 45 67", "to": "911", "start": 1714595400, "duration": 63}, {"to": 1}]')
    >>> call = batch.calls[0]
    >>> int(call["caller"]), int(call["duration_ms"]), int(call["night"]), batch.texts[int(call["callee"])]
    (46701234567, 63000, 1, '911')
    >>> batch.rejected
    [Rejected(index=1, reason='start is missing', raw=b'{"to": 1}')]
    """

    def __init__(
        self, default_region: str = "US", zone: str = "UTC", naive_zone: str | None = None, *, labels: bool = False
    ) -> None:
        normalise = Normaliser(default_region)
        self._clock = Clock(zone, naive_zone)
        self._labels = labels
        self._shapes = Shapes()
        self._callers = Cache("caller", normalise)
        self._callees = Cache("callee", lambda raw: _present(normalise, raw))
        self._origins = Cache("origin_region", _region)
        self._targets = Cache("target_region", _region)
        self._cells = Cache("cell", _region)
        self._handsets = Cache("imei", lambda raw: _subject(KIND_HANDSET, raw))
        self._accounts = Cache("account", lambda raw: _subject(KIND_TRUNK, raw))
        self._trunks = Cache("trunk", lambda raw: _subject(KIND_TRUNK, raw))
        self._endings = Cache("disposition", disposition_meaning)

    def read(self, value: bytes | None) -> Batch:
        """Return the calls of a message and its rejected records; never raises, whatever the bytes."""
        rows = bytearray()
        texts: dict[int, str] = {}
        labels: dict[int, str] = {}
        rejected = self.read_into(value, rows, texts, labels)
        return Batch(np.frombuffer(rows, CALL), texts, rejected, labels)

    def read_into(
        self, value: bytes | None, rows: bytearray, texts: dict[int, str], labels: dict[int, str]
    ) -> list[Rejected]:
        """Append the calls of a message to `rows` as bytes of CALL, and return its rejected records; never raises.

        This makes one array of many messages: an array of its own costs more than a message of one call.
        """
        if not value or value.isspace():
            return [Rejected(0, "message is empty", value or b"")]
        records, pieces = split(value)
        failures: list[tuple[int, str]] = []
        row = self.row
        for index, record in enumerate(records if len(records) <= MAX_CALLS else records[:MAX_CALLS]):
            try:
                rows += row(record, index, texts, labels)
            except ValueError as error:
                failures.append((index, str(error)))
        if not failures and len(records) <= MAX_CALLS:
            return []
        return _cut_out(value, pieces_of(value) if pieces is None else pieces, failures, len(records))

    def row(self, record: object, index: int, texts: dict[int, str], labels: dict[int, str]) -> bytes:
        """Return a decoded record as the bytes of a CALL, adding to `texts` and `labels`; ValueError with a reason."""
        if type(record) is not dict:
            raise ValueError(record.reason if type(record) is Undecodable else "record is not a JSON object")
        keys, choices = self._shapes.of(tuple(record))
        if choices:
            keys = chosen(record, keys, choices)
        try:
            return self._row(record, keys, index, texts, labels)
        except TypeError:  # a list or object as a cache's key
            raise ValueError(_nested(record, keys)) from None

    def _row(
        self,
        record: dict[str | None, object],
        keys: tuple[str | None, ...],
        index: int,
        texts: dict[int, str],
        labels: dict[int, str],
    ) -> bytes:
        k_caller, k_callee, k_start, k_duration, k_ending, k_id, k_origin, k_target, k_cell, k_imei, *rest = keys
        k_account, k_trunk, k_label = rest
        origin = target = cell = handset = trunk = 0

        start_ms, night = self._clock(record[k_start] if k_start else None)
        ending = self._endings[record[k_ending] if k_ending else None]
        raw = record[k_duration] if k_duration else None
        # a call that was not answered needs no duration
        talk_ms = 0 if raw is None and ending[1] != ANSWERED else duration_ms(raw)
        disposition = ending[talk_ms > 0]
        if disposition != ANSWERED:
            talk_ms = 0

        caller, text = self._callers[record[k_caller] if k_caller else None]
        if text is not None:
            texts[caller] = text
        callee, text = self._callees[record[k_callee] if k_callee else None]
        if text is not None:
            texts[callee] = text
        if k_origin:
            origin, text = self._origins[record[k_origin]]
            if text is not None:
                texts[origin] = text
        if k_target:
            target, text = self._targets[record[k_target]]
            if text is not None:
                texts[target] = text
        if k_cell:
            cell, text = self._cells[record[k_cell]]
            if text is not None:
                texts[cell] = text
        if k_imei:
            handset, text = self._handsets[record[k_imei]]
            if text is not None:
                texts[handset] = text
        if k_account:
            trunk, text = self._accounts[record[k_account]]
            if text is not None:
                texts[trunk] = text
        if k_trunk and not trunk:  # the account is the narrower of the two: a trunk carries many accounts
            trunk, text = self._trunks[record[k_trunk]]
            if text is not None:
                texts[trunk] = text

        name = record[k_id] if k_id else None
        if name is None or name == "":
            content = _CONTENT.pack(caller, callee, start_ms, talk_ms, disposition)
        elif type(name) is str:
            content = name.encode("utf-8", "surrogatepass")
        elif type(name) is int:
            content = b"%d" % name
        else:
            raise ValueError("call_id is neither text nor a whole number")
        name_hash = call_hash(content)
        if self._labels and k_label and record[k_label] is not None:
            labels[name_hash] = _label(record[k_label])
        return _ROW.pack(
            caller, callee, name_hash, handset, trunk, start_ms, start_ms + talk_ms, talk_ms,
            origin, target, cell, index, disposition, night,
        )  # fmt: skip


def _present(normalise: Normaliser, raw: object) -> _Known:
    if raw is None or (type(raw) is str and not raw.strip()):
        raise ValueError("is missing")
    return normalise(raw)


def _region(raw: object) -> _Known:
    text = text_of_field(raw)
    return (region_hash(text), text) if text else (0, None)


def _subject(kind: int, raw: object) -> _Known:
    text = text_of_field(raw)
    return (tagged(kind, text), text) if text else (0, None)


def _label(raw: object) -> str:
    try:
        return text_of_field(raw)
    except ValueError as error:
        raise ValueError(f"true_label {error}") from None


def _nested(record: dict[str | None, object], keys: tuple[str | None, ...]) -> str:
    for key in keys:
        if key and type(record[key]) in (list, dict):
            return f"{key} is {'a list' if type(record[key]) is list else 'an object'}"
    raise AssertionError("only lists and objects cannot be looked up")


def _cut_out(value: bytes, pieces: list[bytes], failures: list[tuple[int, str]], count: int) -> list[Rejected]:
    """Give each failure the bytes of its record; what is beyond the limit becomes one rejected record."""
    if len(pieces) != count:  # not cut as it was decoded: the whole message is the only honest raw
        pieces = [value] * count
    if not pieces[-1]:
        pieces[-1] = value  # an array that was cut off; only the last piece, or a row of commas becomes gigabytes
    rejected = [Rejected(index, reason, pieces[index]) for index, reason in failures]
    if count > MAX_CALLS:
        reason = f"message has {count} records and only the first {MAX_CALLS} are read"
        rejected.append(Rejected(MAX_CALLS, reason, b"[%b]" % b",".join(pieces[MAX_CALLS:])))
    return rejected
