"""When a call started, and whether it was night there.

Only the record and two configured zones decide; the wall clock is never read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST_MS: Final = 631_152_000_000  # 1990-01-01
LATEST_MS: Final = 4_102_444_800_000  # 2100-01-01
_MS_FROM: Final = 1e11  # as seconds the year 5138, as milliseconds 1973: no epoch in range is ambiguous
_QUARTER_MS: Final = 900_000  # since 1990 every zone's offset and every change of it is a multiple of 15 minutes
_QUARTERS: Final = 1 << 16  # almost two years of quarter hours
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{0,20})?")
_LEAP_SECOND: Final = re.compile(r"(:[0-5][0-9]):60")


class Clock:
    """Reads a start time into `(milliseconds since 1970 UTC, night 0 or 1)`.

    Accepted: RFC 3339 with a zone (a space may stand for the T), epoch seconds or milliseconds as numbers or text, and
    with `naive_zone` a time without a zone. Fractions finer than a millisecond are cut off.

    Night is 22:00 to 05:59 local time. A non-zero offset in the text says what local time is; `Z`, a zero offset and
    epochs are shown in `zone`, naive times in their own.

    Raises ValueError, with a reason, for an unknown zone and on a call for a text that is no time, a time without zone
    when there is no `naive_zone`, and a time outside 1990 to 2100.

    >>> clock = Clock("Europe/Stockholm")
    >>> clock("2024-05-01T20:30:00Z"), clock("2024-05-01T20:30:00+02:00"), clock(1714595400)
    ((1714595400000, 1), (1714588200000, 0), (1714595400000, 1))
    """

    def __init__(self, zone: str = "UTC", naive_zone: str | None = None) -> None:
        self._zone = zone_of(zone)
        self._naive = zone_of(naive_zone) if naive_zone else None
        self._nights: dict[int, int] = {}

    def __call__(self, raw: object) -> tuple[int, int]:
        """Return the start in milliseconds and whether it was night."""
        if type(raw) is str:
            if raw[4:5] != "-":
                return self._other(raw)
            try:
                moment = datetime.fromisoformat(raw)
            except ValueError:
                return self._other(raw)
            if len(raw) < 16:
                raise ValueError("start is a date without a time")
            if moment.tzinfo is None:
                if self._naive is None:
                    raise ValueError("start has no zone and RINGFENCE_NAIVE_ZONE is not set")
                return _in_range(moment.replace(tzinfo=self._naive)), _is_night(moment)
            if raw[-1] != "Z" and moment.utcoffset():
                return _in_range(moment), _is_night(moment)
            # The common case, written out: calls cost more here than what they do.
            since = moment - EPOCH
            ms = since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000
            if not EARLIEST_MS <= ms < LATEST_MS:
                raise ValueError("start is not within 1990 to 2100")
            night = self._nights.get(ms // _QUARTER_MS)
            return ms, self._night(ms) if night is None else night
        if type(raw) is int or type(raw) is float:
            return self._epoch(raw)
        if raw is None:
            raise ValueError("start is missing")
        raise ValueError("start is neither text nor a number")

    def _other(self, raw: str) -> tuple[int, int]:
        """Read what `fromisoformat` does not: epochs written as text, surrounding space, z, leap seconds."""
        text = raw.strip() if len(raw) <= 64 else ""
        if not text:
            raise ValueError("start is missing" if not raw.strip() else "start is not a time")
        if _DECIMAL.fullmatch(text):
            return self._epoch(float(text) if "." in text else int(text))
        fixed = _LEAP_SECOND.sub(r"\1:59", text.upper())  # 23:59:60 counts as the second before it
        if fixed != raw and fixed[4:5] == "-":
            return self(fixed)
        raise ValueError(f"start is not a time: {text[:40]!r}")

    def _epoch(self, raw: int | float) -> tuple[int, int]:
        if not -_MS_FROM * 1e4 < raw < _MS_FROM * 1e4:  # also keeps NaN and huge integers from the arithmetic below
            raise ValueError("start is not within 1990 to 2100")
        ms = int(raw) if abs(raw) >= _MS_FROM else int(raw * 1000) if type(raw) is int else round(raw * 1000)
        return _checked(ms), self._night(ms)

    def _night(self, ms: int) -> int:
        quarter = ms // _QUARTER_MS
        night = self._nights.get(quarter)
        if night is None:
            if len(self._nights) >= _QUARTERS:
                self._nights.clear()
            local = (EPOCH + timedelta(milliseconds=ms)).astimezone(self._zone)
            night = self._nights[quarter] = _is_night(local)
        return night


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; raises ValueError when there is none.

    >>> zone_of("Mars/Olympus")
    Traceback (most recent call last):
    ValueError: 'Mars/Olympus' is not a time zone; give an IANA name such as Europe/Stockholm
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a time zone; give an IANA name such as Europe/Stockholm") from None


def _is_night(local: datetime) -> int:
    return 1 if local.hour >= 22 or local.hour < 6 else 0


def _in_range(moment: datetime) -> int:
    since = moment - EPOCH
    return _checked(since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000)


def _checked(ms: int) -> int:
    if not EARLIEST_MS <= ms < LATEST_MS:
        raise ValueError("start is not within 1990 to 2100")
    return ms
