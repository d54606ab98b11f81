"""Which key of a record holds which field: the record contract's aliases."""

from __future__ import annotations

from typing import Final

#: Field -> keys, the first that holds something wins. `billsec` stands before `duration` because only a switch writes
#: it, and next to it a switch's `duration` counts the ringing too.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "caller": ("caller", "caller_id", "source", "from"),
    "callee": ("callee", "receiver_id", "destination", "to"),
    "start": ("start", "timestamp", "start_time"),
    "duration": ("billsec", "duration", "call_duration"),
    "disposition": ("disposition", "status"),
    "call_id": ("call_id", "id", "uuid"),
    "origin_region": ("origin_region",),
    "target_region": ("target_region",),
    "cell": ("cell",),
    "imei": ("imei",),
    "account": ("account",),
    "trunk": ("trunk",),
    "true_label": ("true_label",),
}

_SHAPES: Final = 1024  # key orders that are remembered; producers have one or two each
_WIDEST: Final = 64  # keys; a wider record is read without being remembered

Keys = tuple[str | None, ...]
Choices = tuple[tuple[int, tuple[str, ...]], ...]


class Shapes:
    """Finds the keys that hold the fields of a record, once for all records with the same keys in the same order.

    >>> keys, choices = Shapes().of(("from", "to", "timestamp", "billsec"))
    >>> keys[:5], choices
    (('from', 'to', 'timestamp', 'billsec', None), ())
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[Keys, Choices]] = {}

    def of(self, names: tuple[str, ...]) -> tuple[Keys, Choices]:
        """Return each field's key (None = absent) in the order of `ALIASES`, and the fields with several keys."""
        found = self._known.get(names)
        if found is None:
            present = [tuple(key for key in keys if key in names) for keys in ALIASES.values()]
            found = (
                tuple(keys[0] if keys else None for keys in present),
                tuple((place, keys) for place, keys in enumerate(present) if len(keys) > 1),
            )
            if len(names) <= _WIDEST:
                if len(self._known) >= _SHAPES:
                    self._known.clear()
                self._known[names] = found
        return found


def chosen(record: dict[str, object], keys: Keys, choices: Choices) -> Keys:
    """Return the keys with each choice settled for this record: the first key that holds neither null nor "".

    >>> chosen({"caller": None, "from": "+46701234567"}, ("caller",), ((0, ("caller", "from")),))
    ('from',)
    """
    settled = list(keys)
    for place, options in choices:
        settled[place] = next((key for key in options if record[key] is not None and record[key] != ""), options[0])
    return tuple(settled)
