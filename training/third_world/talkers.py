"""Fraud that talks to people: vishing, recordings, and those who live like people first."""

from __future__ import annotations

from training.third_world.campaign import Campaign
from training.third_world.lines import Line, Manner, Placed
from training.third_world.manners import recording
from training.third_world.recruits import MOBILE, origin, recruit, share_den
from training.third_world.tempo import tempo

_HOUR = 3600.0


def vishing_kyc(campaign: Campaign) -> None:
    """ "Your account will be blocked": from SIMs mostly, long talks."""
    draws = campaign.society.draws
    recruit(campaign, origin(draws, mobile=75, voip=25))
    share_den(campaign, 0.35)
    manner = campaign.swindle(draws.between(0.6, 0.95), draws.between(120, 380), draws.between(0.2, 0.5), 0.05)
    campaign.throw(tempo(campaign.society, campaign.count, (9, 20)), manner)


def vishing_tax(campaign: Campaign) -> None:
    """ "You owe taxes": from landlines mostly, in office hours, and many hang up."""
    draws = campaign.society.draws
    recruit(campaign, origin(draws, voip=65, mobile=25, foreign=10))
    manner = campaign.swindle(draws.between(0.5, 0.85), draws.between(60, 300), draws.between(0.35, 0.65), 0.09)
    campaign.throw(tempo(campaign.society, campaign.count, (9, 18)), manner)


def vishing_lottery(campaign: Campaign) -> None:
    """ "You have won": from anywhere, into the evening."""
    draws = campaign.society.draws
    recruit(campaign, origin(draws, mobile=50, foreign=35, voip=15))
    share_den(campaign, 0.3)
    manner = campaign.swindle(draws.between(0.5, 0.9), draws.between(80, 420), draws.between(0.3, 0.6), 0.06)
    campaign.throw(tempo(campaign.society, campaign.count, (9, 22)), manner)


def robocall(campaign: Campaign) -> None:
    """A recording, which few hear out."""
    draws = campaign.society.draws
    recruit(campaign, origin(draws, voip=70, mobile=30))

    def hook(call: Placed) -> None:
        if call.seconds > 6:
            campaign.complain(call, 0.7 * campaign.complains)

    seconds = recording(draws, (draws.random.randint(12, 45), draws.random.randint(20, 60)), draws.between(0.2, 0.55))
    manner = Manner(seconds, draws.between(0.4, 0.85), returns=draws.between(0.01, 0.06), hook=hook)
    campaign.throw(tempo(campaign.society, campaign.count, (8, 22)), manner)


def imitator(campaign: Campaign) -> None:
    """Lives like a person, with friends (its own other numbers), shops and replies; strangers only in between."""
    society, draws = campaign.society, campaign.society.draws
    campaign.answers = 0.75
    recruit(campaign, MOBILE)
    share_den(campaign, 0.15)
    manner = campaign.swindle(draws.between(0.6, 0.95), draws.between(90, 300), draws.between(0.15, 0.4), 0.06)
    campaign.throw(tempo(society, campaign.count, (8, 22), draws.one(("crawl", "slow"))), manner)
    for line in campaign.lines:
        friends = society.some_of(campaign.lines, draws.random.randint(2, 5))
        for _ in range(draws.random.randint(3, 10)):
            callee = draws.one(friends) if draws.chance(0.75) else draws.one(society.shops)
            society.plan(society.clock.when("person"), line, callee, society.manners.chat)


def slow_ramp(campaign: Campaign) -> None:
    """Starts like a new SIM with a few contacts, then calls more and more strangers."""
    society, draws = campaign.society, campaign.society.draws
    campaign.answers = 0.6
    recruit(campaign, origin(draws, mobile=80, voip=20))
    manner = campaign.swindle(draws.between(0.55, 0.9), draws.between(60, 280), draws.between(0.25, 0.5), 0.05)
    begin, grows = draws.between(0, 0.3) * society.clock.seconds, draws.between(1.3, 2.2)
    campaign.throw([_ramp(campaign, line, begin, grows) for line in campaign.lines], manner)


def _ramp(campaign: Campaign, line: Line, begin: float, grows: float) -> list[float]:
    """Times of a number's calls to strangers; its other calls are planned."""
    society, draws, clock = campaign.society, campaign.society.draws, campaign.society.clock
    known = society.some_of(campaign.lines, 4) + society.some_of(society.shops, 3)
    first = begin + draws.between(0, 0.15) * clock.seconds
    times = []
    for _ in range(draws.rounded(draws.random.randint(8, 26) * society.habits.fraud_calls)):
        share = draws.random.random() ** (1 / grows)
        at = first + share * (clock.seconds - first)
        while not 8 <= clock.hour(at) < 22:
            at += draws.between(-6, 6) * _HOUR
        if draws.chance(share):
            times.append(at)
        else:
            society.plan(at, line, draws.one(known), society.manners.chat)
    return times
