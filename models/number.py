"""From the text of a number to its id.

`Normaliser` makes an E.164 number of whatever a switch writes; what is no such number (short codes, hidden callers,
pseudonyms) stays opaque: its id is a hash and its text travels beside it. The ids themselves are in `number_id`, what
is publicly known about a number in `number_info`; both are re-exported here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from models.number_id import (
    E164,
    KIND_BLOCK,
    KIND_HANDSET,
    KIND_NUMBER,
    KIND_OPAQUE,
    KIND_SHIFT,
    KIND_TRUNK,
    block_of,
    blocks_of,
    id_of,
    key_of,
    kind_of,
    partition_of,
    partition_of_one,
    subject_of,
    tagged,
    text_of,
)
from models.number_info import carrier_of, region_of

__all__ = [
    "ANONYMOUS",
    "KIND_BLOCK",
    "KIND_HANDSET",
    "KIND_NUMBER",
    "KIND_OPAQUE",
    "KIND_SHIFT",
    "KIND_TRUNK",
    "MAX_TEXT",
    "Normaliser",
    "block_of",
    "blocks_of",
    "carrier_of",
    "clean",
    "id_of",
    "is_short",
    "key_of",
    "kind_of",
    "partition_of",
    "partition_of_one",
    "region_of",
    "short_codes",
    "subject_of",
    "tagged",
    "text_of",
]

MAX_TEXT: Final = 128  # characters; the longest honest text is a SIP URI, a hex SHA-256 has 64
ANONYMOUS: Final = tagged(KIND_OPAQUE, "anonymous")
CACHE: Final = 1 << 16  # texts that needed phonenumbers (some 25 us each); 65,536 of them take some 15 MB
# What switches write for a caller that withheld its number; all are one opaque number, "anonymous".
_WITHHELD: Final = ("anonymous", "unknown", "hidden", "private", "restricted", "withheld", "blocked", "unavailable")
_HIDDEN: Final = frozenset([*_WITHHELD, "<anonymous>", "<unknown>", "null", "none"])
_SEPARATORS: Final = str.maketrans("", "", " -./()")
_SHORT: Final = re.compile(r"[*#]{0,2}[0-9]{2,6}#?")
_MIN_DIGITS, _MAX_DIGITS = 8, 15
_MIN_NATIONAL = 7  # some plans call 2 digits possible; a merely possible number shorter than this is a short code


def is_short(text: str) -> bool:
    """Say whether an opaque number's text is a short or feature code, such as 911, 116117 or *98.

    >>> is_short("911"), is_short("*98"), is_short("anonymous"), is_short("+46701234567")
    (True, True, False, False)
    """
    return _SHORT.fullmatch(text) is not None


def short_codes(texts: Mapping[int, str]) -> list[int]:
    """Ids of the short codes among opaque numbers, given their texts.

    >>> short_codes({tagged(KIND_OPAQUE, "911"): "911", 7: "Delhi"}) == [tagged(KIND_OPAQUE, "911")]
    True
    """
    return [key for key, text in texts.items() if key >> KIND_SHIFT == KIND_OPAQUE and is_short(text)]


def clean(text: str) -> str:
    """Return a text trimmed and without invisible marks; raises ValueError when it cannot be shown or is too long.

    The reason reads after the name of the field, as in "caller is longer than 128 characters".

    >>> clean(" \\u202a+46 70\\u00a0123\\u202c ")
    '+46 70 123'
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"is longer than {MAX_TEXT} characters")
    if not text.isprintable():
        kept = (" " if c.isspace() else c for c in text if unicodedata.category(c) != "Cf")
        text = "".join(kept)
        if not text.isprintable():
            raise ValueError("holds control characters or invalid Unicode")
    return text.strip()


class Normaliser:
    """Turns the text of a number into `(id, text)`; the text is None for a number and given for an opaque one.

    - `+` and 8 to 15 digits is believed as it stands: the producer says that it is E.164.
    - Digits without a plus (also as an integer) are read, in this order, as a valid number of `default_region`, as a
      valid international number (with or without `00`), as a possible number of `default_region`.
    - Spaces, hyphens, dots, slashes, parentheses, `tel:` and `sip:` are taken off.
    - Everything else stays opaque: letters, `*` and `#`, short codes, pseudonyms. None, an empty text and the usual
      words for a withheld number are all "anonymous".

    Raises ValueError for an unknown default region, and on a call, with a reason to put after the field's name, for a
    boolean, a float, a list, an object, a negative integer, a text of more than 128 characters or one with control
    characters.

    >>> normalise = Normaliser("US")
    >>> normalise("+46701234567"), normalise("(202) 555-0143"), normalise(919876543210)
    ((46701234567, None), (12025550143, None), (919876543210, None))
    >>> normalise("911") == (tagged(KIND_OPAQUE, "911"), "911")
    True
    >>> normalise(None) == normalise("Restricted") == (ANONYMOUS, "anonymous")
    True
    """

    def __init__(self, default_region: str) -> None:
        if default_region not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError(f"default region {default_region!r} is not a known two-letter region such as US or SE")
        self.default_region = default_region
        self._slow = lru_cache(maxsize=CACHE)(self._read)

    def __call__(self, raw: object) -> tuple[int, str | None]:
        """Return `(id, None)` for a number and `(id, text)` for an opaque one."""
        if type(raw) is str:
            if E164(raw):
                return int(raw), None  # int() takes the plus sign
            return self._slow(raw) if len(raw) <= MAX_TEXT else self._read(raw)  # never keep a 5 MB text in the cache
        if raw is None:
            return ANONYMOUS, "anonymous"
        if type(raw) is int:
            if not 0 <= raw < 10**30:
                raise ValueError("is negative" if raw < 0 else "has more than 30 digits")
            return self._slow(str(raw))
        raise ValueError("is neither text nor a whole number")

    def _read(self, raw: str) -> tuple[int, str | None]:
        bare = _without_scheme(clean(raw))
        if not bare or bare.casefold() in _HIDDEN:
            return ANONYMOUS, "anonymous"
        if _is_dialled(bare):
            number = self._number(bare)
            if number is not None:
                return number, None
        return tagged(KIND_OPAQUE, bare), bare

    def _number(self, text: str) -> int | None:
        compact = text.translate(_SEPARATORS)
        if text.startswith("+"):
            if "(0)" not in text:  # the trunk prefix that people print in an international number; never dialled
                return int(compact) if E164(compact) else None
            return _e164(_parse(text, None))
        national = _parse(text, self.default_region)
        if national is not None and phonenumbers.is_valid_number(national):
            return _e164(national)
        abroad = _parse("+" + compact.removeprefix("00"), None)
        if abroad is not None and phonenumbers.is_valid_number(abroad):
            return _e164(abroad)
        if national is not None and len(phonenumbers.national_significant_number(national)) >= _MIN_NATIONAL:
            return _e164(national)
        return None


def _is_dialled(text: str) -> bool:
    digits = sum(c.isdecimal() for c in text)
    return digits >= 4 and all(c.isdecimal() or c in "+ -./()" for c in text)


def _without_scheme(text: str) -> str:
    scheme, colon, rest = text.partition(":")
    if colon and scheme.casefold() in ("tel", "sip", "sips"):
        return re.split("[@;]", rest, maxsplit=1)[0].strip() or text
    return text


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return number if possible else None


def _e164(number: PhoneNumber | None) -> int | None:
    if number is None:
        return None
    text = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return int(text) if _MIN_DIGITS < len(text) <= _MAX_DIGITS + 1 else None
