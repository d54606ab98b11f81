"""What a kind of caller is: one row of ranges, from which each outfit (a caller, a firm, a campaign) draws its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from training.seventh_world import curves
from training.seventh_world.ranges import Range, draw, read_ranges

Table = np.ndarray[Any, Any]

NO_HANDSET, OWN_HANDSET, SHARED_HANDSETS = 0, 1, 2
MOBILE, FIXED, ABROAD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind and its ranges. Ranges are drawn from as ranges.py says.

    Fields of the tables:
        name: as told in truth and labels.
        share: numbers in 1,000 callers (honest), or weight among campaigns (fraud).
        curves, spacing, line, handsets: from each of these tuples an outfit draws one. `spacing` is how many
            neighbouring numbers its own lie among; 1 one after the other, 0 scattered.
        numbers: of one outfit.
        budget: calls after which a campaign ends; 0 for no limit.
        life: ordinary calls made besides, against an ordinary person's; 0 for a number without private life.
        pace: calls an hour and number while at work. uneven: coefficient of variation of the gaps.
        stretch: hours at a stretch. stretches: of them in a day (honest) or in all (fraud).
        rotate: probability that the numbers work one after the other. ramp: growth; 0 steady, 2 quadratic.
        contacts, mates, listed: shares of its calls to own acquaintances, to the outfit's own numbers and to the
            outfit's list; the others go to strangers. list_size: numbers on that list.
        local: share of strangers of the same area. dead: of unused numbers. serial: probability of dialling in
            numerical order. costly: share of calls to costly ranges abroad.
        talk, spread: median seconds and spread of ln seconds. early: share of strangers who hang up at once.
        cut: share of calls given up after a few seconds of ringing.
        redial: probability of trying again. follow: of calling again later whom it talked with.
        inbound: calls an hour that the outfit gets while at work. in_talk: their median seconds.
        answers: probability of answering. returns, lure: call-backs of missed calls by it and to it, against habits.
        lines: calls at the same time. roam: cells it calls from. fresh: share of numbers that begin in this world.

    Attributes:
        name, share: as above.
        choices, ranges: all other fields of the table.
    """

    name: str
    share: float
    choices: dict[str, tuple[int, ...]]
    ranges: dict[str, Range]


_USUAL: Final = """
curves=office spacing=1,100,1000,0 line=fixed handsets=own numbers=1 budget=0 life=0 pace=2..12 uneven=0.6..2
stretch=3..9 stretches=0.7..1.3 rotate=0 ramp=0 contacts=0 mates=0 listed=0..0.2 list_size=20..400 local=0.2..1
dead=0..0.08 serial=0 costly=0..0.01 talk=25..160 spread=0.6..1.3 early=0.02..0.25 cut=0..0.08 redial=0.05..0.5
follow=0..0.12 inbound=0 in_talk=40..240 answers=0.6..0.97 returns=0..1 lure=0.4..1.6 lines=1 roam=1..2 fresh=0..0.1
"""
_WORDS: Final = {
    **{name: place for place, name in enumerate(curves.NAMES)},
    **dict(zip(("none", "own", "shared"), (NO_HANDSET, OWN_HANDSET, SHARED_HANDSETS), strict=True)),
    **dict(zip(("mobile", "fixed", "abroad"), (MOBILE, FIXED, ABROAD), strict=True)),
    **{str(width): width for width in (0, 1, 100, 1000)},
}
_CHOICES: Final = ("curves", "spacing", "line", "handsets")
_WHOLE: Final = ("numbers", "budget", "list_size", "lines", "roam")


def _fields(words: list[str]) -> tuple[dict[str, tuple[int, ...]], dict[str, Range]]:
    choices: dict[str, tuple[int, ...]] = {}
    ranges: dict[str, Range] = {}
    for name, _, value in (word.partition("=") for word in words):
        if name in _CHOICES:
            choices[name] = tuple(_WORDS[choice] for choice in value.split(","))
        else:
            ranges |= read_ranges(f"{name}={value}")
    return choices, ranges


_DEFAULTS: Final = _fields(_USUAL.split())
#: One row per outfit: its kind's place in the list of kinds, its campaign (-1: honest) and what it drew.
OUTFIT: Final = np.dtype(
    [("kind", "i4"), ("campaign", "i4"), *((name, "i4") for name in _CHOICES), *((name, "f8") for name in _DEFAULTS[1])]
)


def read_kinds(text: str) -> tuple[Kind, ...]:
    """Read a table of kinds: `name share field=low..high field=choice,choice`, indented lines going on.

    A row named `*` holds what the rows after it have unless they say otherwise.

    Raises:
        KeyError: for an unknown choice or field.
        ValueError: for a row without a share, or a range that is not of numbers.

    >>> read_kinds("clerk 2 curves=office pace=1..4")[0].ranges["pace"]
    (1.0, 4.0)
    """
    kinds = []
    usual = _DEFAULTS
    for row in text.strip().replace("\n ", " ").splitlines():
        name, share, *words = row.split()
        choices, ranges = _fields(words)
        if unknown := ranges.keys() - _DEFAULTS[1].keys():
            raise KeyError(f"{name} has unknown fields {sorted(unknown)}")
        kind = Kind(name, float(share), usual[0] | choices, usual[1] | ranges)
        if name == "*":
            usual = kind.choices, kind.ranges
        else:
            kinds.append(kind)
    return tuple(kinds)


def draw_outfits(rng: np.random.Generator, kind: Kind, place: int, count: int) -> Table:
    """Outfits of one kind.

    Args:
        place: of the kind in the list of kinds.

    Returns:
        (count,) of OUTFIT, campaign -1.
    """
    rows = np.zeros(count, OUTFIT)
    rows["kind"], rows["campaign"] = place, -1
    for name, choices in kind.choices.items():
        rows[name] = rng.choice(choices, count)
    for name, (low, high) in kind.ranges.items():
        rows[name] = draw(rng, low, high, count)
    for name in _WHOLE:
        rows[name] = np.rint(rows[name])
    return rows
