"""Whom a campaign calls."""

from __future__ import annotations

from typing import Final

from training.third_world.lines import Line
from training.third_world.society import Society

_WAYS: Final = ("list", "region", "upwards"), (50, 35, 15)
#: Share of a list that nobody has.
_DEAD: Final = (0.0, 0.0, 0.05, 0.2)


def targets(society: Society, count: int) -> list[Line]:
    """A leaked list, a region, or number after number; fewer people than calls, so that its numbers share victims.

    Args:
        society: who lives there.
        count: of calls.
    """
    draws = society.draws
    size = max(3, int(count * draws.between(0.5, 1)))
    how = draws.random.choices(*_WAYS)[0]
    if how == "upwards":
        called = _upwards(society, size)
    else:
        source = society.residents if how == "list" else society.neighbours(society.region())
        called = society.some_of(source, size)
        called += [society.beside(draws.one(called)) for _ in range(int(size * draws.one(_DEAD)))]
        draws.random.shuffle(called)
    return [called[place] if place < len(called) else draws.one(called) for place in range(count)]


def _upwards(society: Society, size: int) -> list[Line]:
    """Numbers of a region in their order, then some between them that nobody has."""
    live = [line for line in society.neighbours(society.region()) if line.kind != "foreigner"]
    live.sort(key=lambda line: line.number)
    first = society.draws.random.randrange(max(1, len(live) - 2 * size))
    called = live[first : first + size]
    return called + [society.beside(line) for line in called[: size // 4]]
