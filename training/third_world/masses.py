"""Fraud of many numbers at one place: boxes of SIMs, and floods with invented numbers."""

from __future__ import annotations

from training.third_world.campaign import Campaign
from training.third_world.lines import Manner, Placed
from training.third_world.manners import conversation
from training.third_world.recruits import MOBILE, origin, recruit
from training.third_world.tempo import tempo

#: SIMs of a box at the most.
_MOST_SIMS = 30
#: Numbers of a flood, before the world's habits, and which of its calls are complained of.
_FLOOD = (20, 60)
_NOTICED = (8, 25)
_HOUR = 3600.0


def sim_box(campaign: Campaign) -> None:
    """Calls from abroad that come out of SIMs in a box, which hardly move and hardly answer."""
    society, draws = campaign.society, campaign.society.draws
    campaign.count = min(campaign.count, _MOST_SIMS)
    recruit(campaign, MOBILE)
    machines = range(max(1, campaign.count // draws.random.randint(2, 16)))
    handsets = [society.numbering.imei(gateway=draws.chance(0.4)) for _ in machines]
    cells = [society.cell(campaign.lines[0].region) for _ in range(draws.one((1, 1, 2, 3)))]
    for place, line in enumerate(campaign.lines):
        line.imei, line.cells, line.answers = handsets[place % len(handsets)], (draws.one(cells),) * 2, 0.05

    def hook(call: Placed) -> None:
        if call.answered:
            campaign.complain(call, 0.12 * campaign.complains)

    manner = Manner(
        conversation(draws, draws.between(70, 240), 1.0, 0.08), draws.between(0.85, 1.05), redials=0.2, returns=0.04,
        hook=hook,
    )  # fmt: skip
    times = tempo(society, campaign.count, (6, 24), draws.one(("slow", "slow", "crawl")))
    called = [society.resident() if draws.chance(0.8) else draws.one(society.shops) for own in times for _ in own]
    campaign.throw(times, manner, called)
    if draws.chance(0.5):  # pretending to live
        for line in campaign.lines:
            for _ in range(draws.random.randrange(3)):
                society.plan(society.clock.when("person"), line, draws.one(campaign.lines), society.manners.chat)


def spoofed_flood(campaign: Campaign) -> None:
    """Many calls to one or a few lines within minutes, each with another calling number that was made up."""
    society, draws = campaign.society, campaign.society.draws
    campaign.count = max(_FLOOD[0], round(draws.random.randint(*_FLOOD) * society.habits.fraud_numbers))
    recruit(campaign, origin(draws, voip=50, foreign=20, mobile=30), many=True)
    trunk = draws.one(society.trunks + society.gateways)
    impossible = draws.chance(0.5)
    for line in campaign.lines:
        line.imei, line.account, line.cells, line.trunk = None, None, (), trunk
        line.answers, line.returns = 0.0, False
        if impossible and draws.chance(1 / 3):
            line.number = society.numbering.impossible()
    receiving = society.shops + society.services
    goals = [draws.one(receiving) if draws.chance(0.4) else society.resident() for _ in range(draws.one((1, 1, 2, 4)))]
    begin = society.clock.when("person", 0, society.clock.seconds - 2 * _HOUR)
    span = draws.one((20.0, 60.0, 300.0, 1500.0))
    calls = 0

    def hook(call: Placed) -> None:
        nonlocal calls
        calls += 1
        if calls in _NOTICED:
            campaign.complain(call, 0.8)

    manner = Manner(conversation(draws, 4, 0.7, 0.5), draws.between(0.4, 1.0), hook=hook)
    for line in campaign.lines:
        for _ in range(draws.one((1, 1, 1, 2, 3))):
            campaign.plan(begin + draws.between(0, span), line, draws.one(goals), manner)
