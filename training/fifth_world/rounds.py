"""Honest callers who ring one stranger after the other: couriers, call centres, reminders, collectors, pollsters."""

from __future__ import annotations

from typing import Final, NamedTuple

from training.fifth_world.firms import found, plan_friends
from training.fifth_world.network import Network

_Range = tuple[float, float]


class Round(NamedTuple):
    """Ranges from which each firm draws.

    Attributes:
        kind: of the firm.
        numbers: most of one firm; 1 at least.
        calls: of the whole firm in a working day.
        curves: one of which it works after.
        median: seconds of a talk.
        answer: factor on the callee's chance of answering.
        back: chance that a missed call is returned.
        repeat: chance that a call goes to somebody called before.
        redial: chance of another try after a miss.
    """

    kind: str
    numbers: int
    calls: _Range
    curves: tuple[str, ...]
    median: _Range
    answer: _Range
    back: _Range
    repeat: _Range
    redial: _Range


CALL_CENTRE: Final = Round(
    "call_centre_out", 12, (60, 900), ("office", "shop", "evening"), (20, 120), (0.45, 0.8), (0.02, 0.09), (0, 0.4),
    (0.05, 0.5),
)  # fmt: skip
REMINDER: Final = Round(
    "reminder", 4, (60, 500), ("office", "shop"), (16, 40), (0.7, 1.05), (0.05, 0.2), (0, 0.2), (0.1, 0.6)
)
DEBT_COLLECTOR: Final = Round(
    "debt_collector", 8, (50, 350), ("shop", "evening"), (20, 120), (0.3, 0.6), (0.04, 0.15), (0.3, 0.7), (0.2, 0.6)
)
POLLSTER: Final = Round(
    "pollster", 14, (60, 700), ("evening", "shop"), (10, 30), (0.3, 0.65), (0.01, 0.06), (0, 0.1), (0.05, 0.4)
)


def plan_round(network: Network, ranges: Round) -> None:
    """One firm that calls strangers all day."""
    draws = network.draws
    polls, reminds = ranges is POLLSTER, ranges is REMINDER
    count = draws.whole(1, ranges.numbers)
    fixed, answers, lines = draws.random() < 0.8, draws.choice([0.05, 0.5, 0.9]), draws.whole(2, 40)
    firm = found(network, ranges.kind, count, fixed, answers=answers, lines=lines)
    calls = draws.log_uniform(*ranges.calls) / count * draws.lognormal(0, 0.3, count)
    who, at = network.daily(firm.places, calls, draws.word(ranges.curves))
    if polls and draws.random() < 0.7:
        callees = network.numbering.at_random(len(who))
    else:
        callees = network.strangers(len(who), region=firm.region if draws.random() < 0.4 else None)
    long_share = draws.uniform(0.15, 0.4) if polls else draws.uniform(0, 0.15)
    long_median = draws.log_uniform(300, 900) if polls else draws.log_uniform(200, 500)
    network.plan(
        at,
        who,
        network.again(callees, draws.uniform(*ranges.repeat)),
        median=draws.log_uniform(*ranges.median),
        spread=0.35 if reminds else 0.9,
        answer=draws.uniform(*ranges.answer),
        return_missed=draws.uniform(*ranges.back),
        redial=draws.uniform(*ranges.redial),
        redial_wait=draws.log_uniform(600, 15000),
        long_share=0.0 if reminds else long_share,
        long_median=long_median,
    )


def plan_courier(network: Network) -> None:
    """Short words at the door, a second try, customers who call back."""
    draws = network.draws
    count, answers = draws.whole(2, 12), draws.uniform(0.5, 0.9)
    firm = found(network, "courier", count, False, wanders=0.85, answers=answers, returns=0.3)
    who, at = network.daily(firm.places, draws.log_uniform(18, 80), "shop")
    network.plan(
        at,
        who,
        network.again(network.strangers(len(who), region=firm.region), draws.uniform(0, 0.25)),
        median=draws.log_uniform(14, 40),
        spread=0.7,
        answer=draws.uniform(0.75, 1.1),
        redial=draws.uniform(0.2, 0.6),
        redial_wait=draws.log_uniform(60, 400),
        return_missed=draws.uniform(0.2, 0.5),
        return_answered=0.06,
    )
    plan_friends(network, firm.places, firm.region, draws.uniform(0.5, 6))


def plan_sales(network: Network) -> None:
    """Sales people whose SIMs are new."""
    draws = network.draws
    count = draws.whole(1, 5)
    born = draws.uniform(0, network.clock.seconds * 0.8, count)
    born.sort()
    firm = found(network, "sales_new_sim", count, False, born=born, returns=0.6)
    curve, repeat = draws.word(["shop", "office", "evening"]), draws.uniform(0.05, 0.4)
    for number, since in enumerate(born):
        places = firm.places[number : number + 1]
        who, at = network.daily(places, draws.log_uniform(15, 110), curve, since)
        region = firm.region if draws.random() < 0.5 else None
        network.plan(
            at,
            who,
            network.again(network.strangers(len(who), region=region), repeat),
            median=draws.log_uniform(25, 110),
            spread=1.1,
            answer=draws.uniform(0.6, 0.9),
            return_missed=draws.uniform(0.08, 0.3),
            return_answered=0.05,
            redial=0.2,
        )
    plan_friends(network, firm.places, firm.region, draws.uniform(0.5, 4), low=born)
