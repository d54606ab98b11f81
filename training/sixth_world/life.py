"""What people mean to call: whom, when and for how long, by their day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.clock import DAY, HOUR, Clock
from training.sixth_world.days import CALLS, SLOTS
from training.sixth_world.habits import Habits
from training.sixth_world.people import People, day_slots, way
from training.sixth_world.plan import PLAN, plan, talks
from training.sixth_world.ties import Ties
from training.sixth_world.town import Town


def daily_calls(
    people: People, ties: Ties, town: Town, clock: Clock, seconds: float, habits: Habits, rng: np.random.Generator
) -> NDArray[np.void]:
    """All calls that people mean to place, in no order, and what their relatives abroad do."""
    who, at = _moments(people, clock, seconds, habits, rng)
    count = len(who)
    hour = (clock.since_midnight + at) % DAY / HOUR
    open_now = (hour > 8.5) & (hour < 18.5)
    callee = ties.pick(who, rng)
    known = np.ones(count, dtype=bool)
    stretch = np.where((hour > 18) & (hour < 23), 1.7, np.where(open_now, 0.8, 1.0))
    draw = rng.random(count)

    shop = draw < np.where(open_now, 0.16, 0.04)
    callee = np.where(shop, town.shops(people.home[who], rng), callee)
    moving = people.ways[who] == way("house_mover")
    fresh = (draw > 1.0 - np.where(moving, 0.8, habits.churn)) | (callee < 0)
    callee = np.where(fresh, _strangers(who, people, town, rng), callee)
    known &= ~fresh
    # Family abroad: some call it now and then, migrants mostly that.
    lot = np.where(np.isin(people.ways[who], (way("migrant_worker"), way("roamer"))), 0.5, 0.12)
    for row in np.flatnonzero(rng.random(count) < lot):
        kin = town.family.get(int(who[row]))
        if kin:
            callee[row], known[row], stretch[row] = kin[int(len(kin) * rng.random() ** 2)], True, 2.5
    lonely = people.ways[who] == way("lonely_redialler")
    first = ties.others[np.minimum(ties.first[who], len(ties.others) - 1)]
    callee = np.where(lonely & (draw < 0.9), first, callee)
    want = talks(count, habits.talk_median, habits.talk_sigma, rng) * stretch
    return np.concatenate(
        (
            plan(at, who, callee, want, rng, known=known, listens=0.97),
            _from_abroad(town, seconds, clock, habits, rng),
            _bursts(people, ties, town, seconds, clock, rng),
        )
    )


def _moments(
    people: People, clock: Clock, seconds: float, habits: Habits, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Who means to call when: the role's day, shifted by one's own lateness; one call often follows another."""
    whos, ats = [], []
    movers = np.where(people.ways == way("house_mover"), 2.5, 1.0)
    for midnight, free, _ in day_slots(clock, seconds + DAY):
        mood = rng.lognormal(0.0, 0.35, len(people))
        amounts = rng.poisson(people.rates * movers * mood * (habits.rest_day if free else 1.0) * np.exp(-0.06))
        who = np.repeat(np.arange(len(people)), amounts)
        sums = np.cumsum(CALLS[:, int(free)], axis=1) + np.arange(len(CALLS))[:, None]
        flat = np.searchsorted(sums.ravel(), people.roles[who] + rng.random(len(who)) * 0.999999)
        at = midnight + (flat % SLOTS + rng.random(len(who))) * HOUR / 2 + people.shifts[who] * HOUR
        follows = np.zeros(len(who), dtype=bool)
        follows[1:] = (who[1:] == who[:-1]) & (rng.random(len(who) - 1) < 0.3)
        at[1:] = np.where(follows[1:], at[:-1] + rng.exponential(300.0, len(who) - 1), at[1:]) if len(who) else at[1:]
        whos.append(who)
        ats.append(at)
    who, at = np.concatenate(whos), np.concatenate(ats)
    inside = (at >= 0) & (at < seconds)
    return who[inside], at[inside]


def _strangers(who: NDArray[np.int64], people: People, town: Town, rng: np.random.Generator) -> NDArray[np.int64]:
    """Numbers never called before: off advertisements and notes, businesses elsewhere, wrong and foreign numbers."""
    count, draw = len(who), rng.random(len(who))
    found = np.where(draw < 0.5, rng.integers(len(people), size=count), rng.choice(town.mains, count))
    found = np.where(draw > 0.88, rng.choice(town.dead, count), found)
    found = np.where(draw > 0.94, rng.choice(town.far, count), found)
    return np.where(draw > 0.985, rng.choice(town.premium, count), found)


def _from_abroad(
    town: Town, seconds: float, clock: Clock, habits: Habits, rng: np.random.Generator
) -> NDArray[np.void]:
    pairs = [(kin, person) for person, kins in town.family.items() for kin in kins]
    # Customers and suppliers abroad, too.
    trade = np.stack((town.far, rng.choice(town.mains, len(town.far))), axis=1)
    caller, callee = np.concatenate((np.array(pairs, dtype=np.int64).reshape(-1, 2), trade)).T
    times = rng.poisson(0.35 * seconds / DAY, len(caller))
    caller, callee = np.repeat(caller, times), np.repeat(callee, times)
    at = rng.uniform(0.0, seconds, len(caller))
    keep = rng.random(len(at)) < CALLS[3, 1, ((clock.since_midnight + at) % DAY / HOUR * 2).astype(int)] * 24
    want = talks(len(at), habits.talk_median * 2.5, habits.talk_sigma, rng)
    rows: NDArray[np.void] = plan(at, caller, callee, want, rng)[keep]
    return rows


def _bursts(
    people: People, ties: Ties, town: Town, seconds: float, clock: Clock, rng: np.random.Generator
) -> NDArray[np.void]:
    """A phone tree's evening, and somebody's emergency: many calls within an hour by who otherwise calls little."""
    parts = [np.zeros(0, PLAN)]
    for person in np.flatnonzero(np.isin(people.ways, (way("phone_tree"), way("emergency_caller")))):
        tree = people.ways[person] == way("phone_tree")
        at = rng.uniform(0.0, seconds)
        if tree:
            at = at - ((clock.hour(at) - rng.uniform(17, 20)) % 24) * HOUR
        known = np.array(ties.of(int(person))[:25], dtype=np.int64)
        others = rng.integers(len(people), size=rng.integers(5, 45)) if tree else rng.choice(town.mains, 3)
        callee = np.concatenate((known, others))
        times = at + np.cumsum(rng.exponential(90.0 if tree else 150.0, len(callee)))
        want = talks(len(callee), 45.0, 0.8, rng)
        rows = plan(times, np.full(len(callee), person), callee, want, rng, known=np.arange(len(callee)) < len(known))
        parts.append(rows[(rows["at"] >= 0) & (rows["at"] < seconds)])
    return np.concatenate(parts)
