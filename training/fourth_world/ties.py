"""Whom somebody calls, and when."""

from __future__ import annotations

from collections.abc import Sequence

from training.fourth_world.intentions import Call, Social
from training.fourth_world.lines import Line
from training.fourth_world.society import Society


def befriend(society: Society, line: Line, others: Sequence[Line], weight: float) -> None:
    """Let a line call others as well; the weight is the median, among friends that of an acquaintance is below 3."""
    for other in others:
        line.ties.append(other)
        line.weights.append((line.weights[-1] if line.weights else 0.0) + society.draws.around(weight, 0.6))
        line.knows.add(other.index)
        # Relations abroad ring as well; who already has a trunk does so anyway.
        if other.abroad.startswith("+") and not other.trunk and society.draws.chance(0.45):
            ring_in(society, other, [line], society.draws.wide(0.5, 4) * society.seconds / 108_000)


def ring_in(society: Society, abroad: Line, callees: Sequence[Line], mean: float) -> None:
    """An honest number abroad calls people here, each so often on average, over an international trunk."""
    draws, everyday = society.draws, society.everyday
    abroad.trunk, abroad.account, abroad.channels = society.international_trunk(), "", 2
    manners = (everyday.friend, everyday.acquaintance, everyday.stranger)
    for callee in callees:
        for _ in range(draws.poisson(mean)):
            society.intentions.plan(draws.even(0, society.seconds), Call(abroad, callee, draws.choose(manners)))


def plan_social(society: Society, line: Line, per_day: float, start: float = 0.0, stop: float | None = None) -> None:
    """Draw the moments, in seconds, at which a person will feel like calling somebody."""
    stop = min(society.seconds, stop or society.seconds)
    for at in society.clock.moments(society.draws, line.curve, per_day, start, stop):
        society.intentions.plan(at, Social(line))
