"""What each kind of fraud does with its calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.fifth_world.draws import Floats, Integers
from training.fifth_world.network import Network
from training.fifth_world.recruits import Recruits


@dataclass(frozen=True, slots=True)
class Work:
    """Calls of a campaign, in order, with the code that labels them; seconds at which each is made and all end."""

    recruits: Recruits
    label: int
    stop: float
    at: Floats
    who: Integers
    callees: Integers


def plan_one_ring(network: Network, work: Work) -> None:
    """Wangiri: calls that ring once, so that people call back and pay."""
    draws = network.draws
    answers, talk = draws.uniform(0.85, 0.99), draws.log_uniform(70, 400)
    network.book.change(work.recruits.places, answers=answers, talk_median=talk, talk_spread=1.0, lines=60)
    network.plan(
        work.at,
        work.who,
        work.callees,
        one_ring=True,
        answer=draws.uniform(0, 0.15),
        return_missed=draws.uniform(0.02, 0.08),
        redial=draws.uniform(0, 0.15),
        redial_wait=draws.log_uniform(60, 5000),
        label=work.label,
    )


def plan_costly_calls(network: Network, work: Work) -> None:
    """Revenue share: long calls to one to four costly prefixes instead of to people."""
    draws, costly = network.draws, network.habits.costly
    routes = costly[: int(draws.integers(1, 5))]
    count, near, answers = draws.whole(2, 40), draws.random() < 0.6, draws.uniform(0.7, 0.98)
    ends = network.numbering.foreign(count, routes, near, answers=answers, returns=0.0, lines=99)
    network.plan(
        work.at,
        work.who,
        draws.some(ends, len(work.at)),
        median=draws.log_uniform(90, 1500),
        spread=draws.uniform(0.4, 1.0),
        answer=1.1,
        redial=0.5,
        redial_wait=10,
        return_missed=0,
        label=work.label,
    )


def plan_persuasion(network: Network, work: Work) -> None:
    """Vishing: most hang up, some listen for long, and a few of the called are called again."""
    draws, at = network.draws, work.at
    network.plan(
        at,
        work.who,
        work.callees,
        median=draws.log_uniform(12, 60),
        spread=0.9,
        long_share=draws.uniform(0.06, 0.35),
        long_median=draws.log_uniform(240, 1500),
        answer=network.habits.trust * draws.uniform(0.55, 1.1),
        return_missed=draws.uniform(0.02, 0.2),
        return_answered=draws.uniform(0, 0.08),
        redial=draws.uniform(0, 0.45),
        redial_wait=draws.log_uniform(40, 3000),
        label=work.label,
    )
    hooked = np.flatnonzero(draws.random(len(at)) < draws.uniform(0, 0.12))
    later = at[hooked] + draws.exponential(2400, len(hooked)) + 300
    hooked, later = hooked[later < work.stop], later[later < work.stop]
    talk, callees = draws.log_uniform(120, 700), work.callees[hooked]
    network.plan(later, work.who[hooked], callees, median=talk, answer=1.2, label=work.label, return_missed=0.1)


def plan_recordings(network: Network, work: Work) -> None:
    """Robocalls: short, seldom answered, hardly ever returned."""
    draws = network.draws
    network.plan(
        work.at,
        work.who,
        work.callees,
        median=draws.log_uniform(4, 25),
        spread=draws.uniform(0.3, 0.8),
        answer=network.habits.trust * draws.uniform(0.35, 0.95),
        return_missed=draws.uniform(0.003, 0.05),
        redial=draws.uniform(0, 0.2),
        redial_wait=draws.log_uniform(600, 9000),
        label=work.label,
    )


def plan_bypass(network: Network, work: Work) -> None:
    """A SIM box: real people talk, the box changes the number they come from."""
    draws = network.draws
    network.plan(
        work.at,
        work.who,
        work.callees,
        median=network.habits.talk * draws.log_uniform(0.8, 2.5),
        spread=1.1,
        answer=draws.uniform(0.75, 1.05),
        return_missed=draws.uniform(0.03, 0.2),
        return_answered=0.03,
        redial=draws.uniform(0.1, 0.5),
        redial_wait=60,
        label=work.label,
    )


def plan_imitation(network: Network, work: Work) -> None:
    """The rhythm, length and redials of people; some calls among the campaign's own numbers as cover."""
    draws, habits, recruits = network.draws, network.habits, work.recruits
    network.plan(
        work.at,
        work.who,
        work.callees,
        median=habits.talk * draws.log_uniform(0.7, 1.4),
        answer=habits.trust * draws.uniform(0.85, 1.15),
        redial=habits.redial,
        return_missed=draws.uniform(0.05, 0.3),
        return_answered=0.05,
        label=work.label,
    )
    numbers = len(recruits.places)
    if numbers > 2 and draws.random() < 0.6:
        count = int(len(work.at) * draws.uniform(0.05, 0.2))
        one = draws.integers(0, numbers, count)
        other = (one + 1 + draws.integers(0, numbers - 1, count)) % numbers
        at = recruits.begin[one] + (recruits.end[one] - recruits.begin[one]) * draws.random(count)
        begun = at >= recruits.begin[other]
        who, callees = recruits.places[one[begun]], recruits.places[other[begun]]
        network.plan(at[begun], who, callees, label=work.label, median=habits.talk * 0.7, return_missed=0)
