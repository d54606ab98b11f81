"""Fraud that makes money with costly numbers: one ring, stolen SIMs, switchboards taken over."""

from __future__ import annotations

from collections import Counter

from training.second_world.station import NEVER
from training.third_world.campaign import Campaign
from training.third_world.lines import Line, Manner, Placed
from training.third_world.manners import conversation
from training.third_world.recruits import MOBILE, origin, recruit, share_den
from training.third_world.tempo import tempo

#: Stolen SIMs of a campaign at the most.
_MOST_SIMS = 24
#: The owner is told of a line's fourth costly call, or of these of a switchboard's.
_NOTICED, _NOTICED_PBX = 4, (12, 60)


def wangiri(campaign: Campaign) -> None:
    """Rings once; who calls back pays."""
    society, draws = campaign.society, campaign.society.draws
    campaign.answers = 0.95
    recruit(campaign, origin(draws, foreign=75, voip=15, mobile=10), many=True)
    bites = draws.between(0.03, 0.08)

    def hook(call: Placed) -> None:
        if call.callee.since < NEVER and call.callee.returns and draws.chance(bites):
            wait = 30 + 420 * draws.random.lognormvariate(0, 1.1)
            society.plan(call.end + wait, call.callee, call.caller, society.manners.bait)
            campaign.complain(call, 0.35, after=wait + 60)

    manner = Manner(draws.log_normal(2, 0.5), draws.between(0.03, 0.15), rings_off=True, hook=hook)
    hours = draws.one(((0.0, 24.0), (19.0, 32.0), (6.0, 23.0)))
    campaign.throw(tempo(society, campaign.count, hours), manner)


def irsf(campaign: Campaign) -> None:
    """SIMs that were stolen or bought for it call costly numbers, several at a time, after a trial or two."""
    society, draws = campaign.society, campaign.society.draws
    campaign.count = min(campaign.count, _MOST_SIMS)
    recruit(campaign, MOBILE, many=True)
    share_den(campaign, 0.5)
    country = draws.one(society.costly)
    called = _costly(campaign, draws.random.randint(2, 14), [country] * 7 + society.costly[:3])
    calls: Counter[str] = Counter()

    def hook(call: Placed) -> None:
        calls[call.caller.number] += 1
        if calls[call.caller.number] == _NOTICED:
            campaign.complain(call, 0.5, victim=call.caller, delay=20_000)

    manner = Manner(conversation(draws, draws.between(200, 1500), 0.6, 0.03), hook=hook)
    times = tempo(society, campaign.count, draws.one(((0.0, 24.0), (20.0, 32.0))))
    for line, own in zip(campaign.lines, times, strict=True):
        for at in own:
            for _ in range(2 if draws.chance(0.3) else 1):
                campaign.plan(at + draws.between(0, 15), line, draws.one(called), manner)
        for _ in range(draws.random.randrange(3)):
            trial = draws.one([*campaign.lines, *society.shops[:5]])
            society.plan(own[0] - draws.between(300, 5000), line, trial, society.manners.chat)


def pbx_hacking(campaign: Campaign) -> None:
    """An office's lines call costly numbers at night; nothing comes about when no office is left."""
    society, draws = campaign.society, campaign.society.draws
    free = [office for office in society.offices if not any(line.campaign for line in office)]
    if not free:
        return
    campaign.lines = society.some_of(draws.one(free), max(4, campaign.count))
    for line in campaign.lines:
        line.was, line.kind, line.campaign = line.kind, campaign.kind, campaign.id
    called = _costly(campaign, draws.random.randint(3, 20), draws.random.sample(society.costly, 2))
    calls = 0

    def hook(call: Placed) -> None:
        nonlocal calls
        calls += 1
        if calls in _NOTICED_PBX:
            campaign.complain(call, 0.9, victim=call.caller, delay=25_000)

    manner = Manner(conversation(draws, draws.between(150, 1200), 0.7, 0.05), hook=hook)
    hours = draws.one(((21.0, 30.0), (22.0, 31.0), (0.0, 24.0)))
    for line, own in zip(campaign.lines, tempo(society, len(campaign.lines), hours), strict=True):
        for at in own:
            for _ in range(draws.one((1, 1, 2, 3))):
                campaign.plan(at + draws.between(0, 20), line, draws.one(called), manner)


def _costly(campaign: Campaign, count: int, countries: list[str]) -> list[Line]:
    """Numbers that pay for being called."""
    society = campaign.society
    return [society.abroad(society.draws.one(countries)) for _ in range(count)]
