"""A small firm's exchange is taken over: honest calls by day, costly ones abroad by the thief, mostly at night."""

from __future__ import annotations

from training.fourth_world.countries import ABROAD, COSTLY
from training.fourth_world.firms import Firm, found
from training.fourth_world.intentions import Call
from training.fourth_world.manners import Manner
from training.fourth_world.prey import draw_earners
from training.fourth_world.society import Society
from training.fourth_world.stints import begin


def break_in(society: Society, kind: str, name: str, budget: int) -> None:
    """Found the firm and plan at most so many of the thief's calls."""
    draws = society.draws
    firm = found(society, Firm(
        kind, draws.count(1, 6), draws.wide(1, 8), (8, 18),
        Manner(draws.wide(50, 120), 0.9, draws.even(1.0, 1.3), redial=0.2, back=0.25),
        layout="hundred", weekends=draws.chance(0.2), inbound=draws.wide(0.2, 1.5), repeat=draws.even(0.1, 0.4),
        channels=draws.whole(4, 20),
    ))  # fmt: skip
    start, shift = begin(society, (19, 7) if draws.chance(0.7) else None)
    length = max(3600.0, min(draws.wide(1, 14) * 3600, society.seconds - start))
    targets = draw_earners(society, [draws.choose(COSTLY + ABROAD[:8]) for _ in range(draws.whole(1, 4))])
    manner = Manner(
        draws.wide(120, 1500), draws.even(0.3, 1.0), fixed=draws.even(0.6, 0.97), longest=draws.wide(1200, 7000)
    )
    firm.campaign, firm.complains = name, 0.006
    for line in firm.lines:
        line.campaign = name
    taken = firm.lines[: draws.whole(1, len(firm.lines) + 1)]
    at, per_hour = start, budget / (length / 3600.0)
    bursty = draws.chance(0.5)
    for _ in range(budget):
        gap = draws.exponential(3600.0 / per_hour)
        if bursty:
            gap *= 0.2 if draws.chance(0.8) else 3.0
        at += gap
        if at > start + length * 1.2:
            break
        if society.clock.is_open(shift, at):
            line = draws.choose(taken)
            target = targets[int(len(targets) * draws.random() ** 1.6)]
            society.intentions.plan(at, Call(line, target, manner, fraud=True))
