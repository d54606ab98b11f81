"""What is shown of a number to somebody who may not see it: its range and a pseudonym.

A pseudonym is a keyed hash, so that the same number looks the same on every page and worker, and nobody without the key
can try all numbers of a range until one fits. The ids of alerts and campaigns are hashes of numbers without a key, with
which just that could be done: they are replaced as well.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b
from typing import Final

#: Digits that are left at most, enough for country and range; at least `_HIDDEN` are taken away.
_LEFT, _HIDDEN = 4, 4
#: A number, block or common beginning of numbers, also as people write it in a comment.
_PLUS: Final = r"\+[1-9]\d{7,14}(?!\d)(?:[xX]{2})?|\+\d(?:[ ./()-]{0,2}\d){4,}(?:[xX]{2})?"
#: Digits without a plus that may be a number: people's numbers have seven and more. The figures of our own sentences
#: are shorter, or have commas.
_BARE: Final = r"\(?\d(?:[ ./()-]{0,2}\d){6,}(?:[xX]{2})?"
#: A moment or a date is no number.
_MOMENT: Final = r"(?<!\d)\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
#: Ids of campaigns and alerts.
_ID: Final = r"(?<![0-9A-Za-z])[0-9a-f]{10}(?:[0-9a-f]{2})?(?![0-9A-Za-z])"
#: Who a campaign is called after: an opaque number can be any text.
_FROM: Final = re.compile(r"(?<= from )(?!several ranges).{1,128}?(?=, \d+ numbers?\b)")
#: What each of these begins with is looked at first: most of a sentence begins none of them.
_IN_TEXT: Final = re.compile(rf"(?=[+(\da-f])(?:(?P<moment>{_MOMENT})|(?P<id>{_ID})|{_PLUS}|{_BARE})")
_IS_ID: Final = re.compile(_ID).fullmatch
_IS_NUMBER: Final = re.compile(_PLUS).fullmatch
_IS_MASKED: Final = re.compile(r"(?:\+\d{1,4})?~[a-z2-7]{8}|\+\d{1,4}").fullmatch
#: Results that are kept: a page asks for the same every few seconds, and a search for all alerts. Long texts are not.
_CACHED, _SHORT = 1 << 15, 300


class Mask:
    """Masks numbers and ids with a key.

    Args:
        key: 32 random bytes.

    >>> mask = Mask(bytes(32))
    >>> mask.number("+46701234567"), mask.number("sip:line 7")
    ('+4670~k36vxqti', '~eivnmay4')
    >>> mask.text("she rang 070-123 45 67 on 2026-03-02")
    'she rang ~ek7ub74s on 2026-03-02'
    >>> mask.text("Wangiri from +8821300050, 14 numbers")
    'Wangiri from +8821~6gevgj33, 14 numbers'
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.number = lru_cache(_CACHED)(self._number)
        self.id = lru_cache(_CACHED)(self._id)
        self._kept = lru_cache(_CACHED)(self._sentence)

    def text(self, text: str, known: Collection[str] = ()) -> str:
        """A sentence with every number in it masked, and every id.

        Args:
            text: any text.
            known: numbers that it may be about; opaque ones cannot be known by their form.
        """
        for number in known:
            if number in text and not number.startswith("+"):
                text = re.sub(rf"(?<!\w){re.escape(number)}(?!\w)", self.number(number), text)
        return self._kept(text) if len(text) <= _SHORT else self._sentence(text)

    def _sentence(self, text: str) -> str:
        if " from " in text:
            text = _FROM.sub(lambda found: self.number(found[0]), text)
        return _IN_TEXT.sub(self._found, text)

    def _found(self, match: re.Match[str]) -> str:
        text = match[0]
        if match["moment"]:
            return text
        return self.id(text) if match["id"] and not text.isdecimal() else self.number(text)

    def _number(self, text: str) -> str:
        """A number, block, or common beginning of numbers: its range and a pseudonym; of anything else, a pseudonym."""
        if _IS_MASKED(text):  # already, or no more than what is left anyway
            return text
        if not _IS_NUMBER(text):
            return self.id(text) if _IS_ID(text) and not text.isdecimal() else f"~{self._pseudonym(text, 5)}"
        digits = "".join(filter(str.isdecimal, text))
        compact = f"+{digits}{'xx' if text[-1] in 'xX' else ''}"
        return f"+{digits[: max(1, min(_LEFT, len(digits) - _HIDDEN))]}~{self._pseudonym(compact, 5)}"

    def _id(self, text: str) -> str:
        """An id of a campaign or alert."""
        return self._pseudonym(f"id {text}", 10)

    def _pseudonym(self, text: str, size: int) -> str:
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size, key=self._key).digest()
        return b32encode(digest).decode().lower()
