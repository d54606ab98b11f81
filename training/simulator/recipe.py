"""Recipes: the ranges from which an outfit of a kind, honest or fraudulent, draws how it behaves."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

#: Low and high end of a range.
Range = tuple[float, float]
#: Choices with their weights.
Choice = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How outfits of a kind may behave; each outfit draws its own values.

    Attributes:
        kind: the label.
        fraud: whether it is fraud.
        weight: share of the calls of all honest, or all fraudulent, outfits, relative to other kinds.
        layout: where its numbers are, see `Directory.add`; `people` = subscribers do this beside their own life;
            `lines` = numbers of an honest office, which go on with their own traffic.
        members: numbers (logarithmic).
        rate: calls of a number in an hour of work (logarithmic); None = what it takes, for spoofed numbers.
        opens, length: hour of the local day at which work begins, and for how many hours. For fraud `length` are the
            hours of all its work and `opens` the hours at which it rather begins.
        weekend: calls on a day of the weekend over those of another.
        even: probability that calls come at even distances.
        answered: of the calls.
        median, spread, longest: seconds of an answered call; `median` is logarithmic.
        long_share, long_median: of the answered calls, those that become long ones.
        normal: calls end as those of the world's people do, give or take; overrides the seven above.
        targets: `strangers` (anybody), `region` (one region in turn), `block` (numbers in a row), `list` (some people,
            in turn), `customers` (some people, some of them more often), `costly` (numbers in costly ranges), `one`.
        listed: length of such a list (logarithmic).
        company: share of calls among themselves.
        familiar: share of calls to a few regular contacts of the outfit.
        redial: of missed calls, tried again.
        call_back: how curious people are who missed it, over the world's `curiosity`.
        inbound: calls from outside over its own; they are answered as `inbound_answered`, `inbound_median` say.
        famous: weight among the numbers that strangers call.
        burst, gap: calls in a row, and seconds between them (logarithmic).
        pool: probability that every call shows another of its numbers.
        rotate: probability that numbers are used one after the other instead of all the time.
        ramp: power of growth, see `ACTIVITY`.
        shared_handset, shared_cell, shared_trunk: probability of each.
        own_handset: numbers are mobiles with handsets; fixed lines have none.
        mobility: probability that it is on the road (see place.py).
        lines: can have several calls at a time.
        hook, hook_seconds, complain, complain_wait: see `ACTIVITY`; the wait is in hours (logarithmic).
        victim: `callee`, `caller` (who calls back) or `owner`.
        tape: a call back is answered by a tape, in so many of 1 cases; the longer it lasts, the dearer.
    """

    kind: str
    fraud: bool = False
    weight: float = 1.0
    layout: Choice
    members: Range = (1, 8)
    rate: Range | None = (2, 20)
    opens: Range = (7.0, 10.0)
    length: Range = (6.0, 11.0)
    weekend: Range = (0.1, 0.8)
    even: float = 0.0
    answered: Range = (0.4, 0.85)
    median: Range = (20.0, 120.0)
    spread: Range = (0.6, 1.3)
    longest: float = 7200.0
    long_share: Range = (0.0, 0.0)
    long_median: Range = (200.0, 900.0)
    normal: bool = False
    targets: Choice = field(default_factory=lambda: {"strangers": 1.0})
    listed: Range = (50, 2000)
    company: Range = (0.0, 0.0)
    familiar: Range = (0.0, 0.0)
    redial: Range = (0.0, 0.3)
    call_back: Range = (0.5, 2.0)
    inbound: Range = (0.0, 0.0)
    inbound_answered: Range = (0.6, 0.95)
    inbound_median: Range = (30.0, 150.0)
    famous: Range = (0.0, 0.0)
    burst: Range = (1.0, 1.0)
    gap: Range = (2.0, 10.0)
    pool: float = 0.0
    rotate: float = 0.0
    ramp: Range = (0.0, 0.0)
    shared_handset: float = 0.0
    shared_cell: float = 0.3
    shared_trunk: float = 0.0
    own_handset: bool = True
    mobility: float = 0.0
    lines: bool = False
    hook: Range = (0.0, 0.0)
    hook_seconds: Range = (1.0, 1.0)
    complain: Range = (0.02, 0.3)
    complain_wait: Range = (0.2, 12.0)
    victim: str = "callee"
    tape: Range = (0.0, 0.0)


def uniform(bounds: Range, rng: np.random.Generator) -> float:
    """A value of a range."""
    return float(bounds[0] + rng.random() * (bounds[1] - bounds[0]))


def logarithmic(bounds: Range, rng: np.random.Generator) -> float:
    """A value of a range above 0, whose logarithm is uniform."""
    return float(bounds[0] * (bounds[1] / bounds[0]) ** rng.random())


def choose(choice: Choice, rng: np.random.Generator) -> str:
    """One of the choices, by weight."""
    weights = np.array(list(choice.values()))
    return list(choice)[int(rng.choice(len(weights), p=weights / weights.sum()))]
