"""The honest life that some of a campaign's SIMs have led before."""

from __future__ import annotations

from typing import NamedTuple

from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.outfits import Outfit
from training.fourth_world.society import Society
from training.fourth_world.ties import befriend, plan_social


class Past(NamedTuple):
    """Share of a campaign's lines that have one, and where most of their friends live."""

    share: float
    region: str


def draw_past(society: Society, kind: str, region: str) -> Past:
    """Most imitators age their SIMs, every other of the others."""
    draws = society.draws
    aged = draws.chance(0.85 if kind == "imitator" else 0.55)
    share = draws.even(0.3, 1.0)
    return Past(share if aged else 0.0, region)


def live_before(society: Society, outfit: Outfit, line: Line, past: Past, *, abroad: bool) -> None:
    """Plan a line's honest calls, mostly up to its first fraudulent one; calls of SIMs abroad are not seen here."""
    draws = society.draws
    if not past.share or not draws.chance(past.share) or abroad:
        return
    line.curve = draws.choose(("worker", "student", "tradesman"))
    friends = society.some_people(draws.whole(1, 7), past.region)
    friends += [draws.choose(outfit.lines) for _ in range(2 if draws.chance(0.4) else 0)]
    befriend(society, line, [friend for friend in friends if friend is not line] or society.some_people(2), 2.0)
    keeps = draws.chance(0.3)  # a scoundrel's own telephone goes on being one
    plan_social(society, line, draws.wide(2, 14), 0.0, None if keeps else line.start)
    if draws.chance(0.6):  # and some friends ring it
        for friend in society.some_people(2) if draws.chance(0.3) else line.ties[:3]:
            for _ in range(draws.poisson(1.0)):
                if friend.human:
                    at = draws.even(0, society.seconds if keeps else line.start + 1)
                    society.intentions.plan(at, Call(friend, line, society.everyday.acquaintance))
