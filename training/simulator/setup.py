"""Makes a world of a scenario: numbers, acquaintances, outfits, campaigns."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.simulator.activity import Activities
from training.simulator.calls import DAY_MS, HOUR_MS, Ints
from training.simulator.directory import Directory
from training.simulator.fleet import Fleet
from training.simulator.fraud import FRAUD
from training.simulator.honest import HONEST
from training.simulator.kinds import BUSINESS, COSTLY_NUMBER, SHORT_CODE
from training.simulator.outcome import Outcomes
from training.simulator.outfits import Builder, Outfit
from training.simulator.parameters import WorldParameters, draw_parameters
from training.simulator.people import People, add_people_activities
from training.simulator.place import Places
from training.simulator.recipe import Recipe, logarithmic
from training.simulator.scenario import NORMAL, Scenario
from training.simulator.sizing import budgets, fraud_size, honest_size, work_possible
from training.simulator.targets import Targets

#: Subscribers who have to share their handset's number with another SIM without being anything else.
_TWO_SIMS = 0.01
#: With fewer subscribers per kind a world has not all kinds of honest services.
_SUBSCRIBERS_PER_KIND = 40
#: Shops and surgeries: how often strangers call one (logarithmic).
_FAME = (0.02, 2.0)
#: Shops that have no handset and no cell that records could tell.
_SHOPS_ON_A_LINE = 0.6
#: New subscribers come for so many days.
_NEW_DAYS = 10.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a world is made of, ready to run."""

    parameters: WorldParameters
    directory: Directory
    entries: NDArray[np.void]
    outfits: list[Outfit]
    table: NDArray[np.void]
    people: People
    fleet: Fleet
    outcomes: Outcomes
    places: Places
    handsets: int


def make(scenario: Scenario) -> Parts:
    """Make everything; a generator for each part, so that one changes nothing for another."""
    seeds = np.random.SeedSequence(scenario.seed).spawn(10)
    world_rng, numbers_rng, people_rng, honest_rng, fraud_rng, target_rng, fleet_rng, end_rng, setup_rng = (
        np.random.default_rng(seed) for seed in seeds[:9]
    )
    world = draw_parameters(scenario.vary, scenario.world, world_rng)
    directory = Directory(scenario.subscribers, world, numbers_rng)
    zones = _zones(scenario, world, directory)
    activities = Activities()
    add_people_activities(activities, world)
    builder = Builder(directory, activities, world, zones, Targets(directory, activities, target_rng))
    night, famous = _settle_in(scenario, world, directory, builder, setup_rng)
    people_per_day = _people_per_day(scenario.subscribers, world)
    honest = _add_honest(scenario, world, builder, people_per_day, honest_rng)
    _add_fraud(scenario, builder, zones, (people_per_day + honest) / 24, fraud_rng)
    short_codes = directory.add_short_codes()
    directory.set(short_codes, outfit=_label(builder, SHORT_CODE, short_codes), cell=-1, places=-1)
    entries = directory.close()
    _label_costly(directory, entries, builder)
    table = activities.table()
    fame = np.concatenate([[weight for _, weight in famous], [weight for _, weight in builder.famous]])
    callees = np.array([place for place, _ in famous] + [place for place, _ in builder.famous], np.int32)
    return Parts(
        world,
        directory,
        entries,
        builder.outfits,
        table,
        People(world, directory.people, night, zones, (callees, fame), short_codes, people_rng),
        Fleet(activities, table, fleet_rng),
        Outcomes(table, entries, end_rng),
        Places(directory, entries, zones, world, int(seeds[9].generate_state(1)[0])),
        directory.handsets,
    )


def _zones(scenario: Scenario, world: WorldParameters, directory: Directory) -> NDArray[np.int64]:
    """Local time of each country, ms ahead of UTC; a costly range has the home country's."""
    own = np.array([country.zone_hours * HOUR_MS for country in directory.countries], np.int64)
    if world.one_clock:
        return np.full(len(own), scenario.zone_ms)
    own[directory.ordinary :] = own[0]
    return own


def _people_per_day(subscribers: int, world: WorldParameters) -> float:
    """Calls that people place in a mean day, with what follows from missed ones."""
    missed = 1 - world.answer_rate
    present = subscribers * (1 - world.new_per_day * _NEW_DAYS)
    return present * world.calls_per_day / (1 - missed * (world.redial + world.call_back))


def _label(builder: Builder, kind: str, members: Ints) -> int:
    builder.outfits.append(Outfit(kind, False, "", members))
    return len(builder.outfits) - 1


def _settle_in(
    scenario: Scenario, world: WorldParameters, directory: Directory, builder: Builder, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], list[tuple[int, float]]]:
    """Ordinary people's own circumstances; give who lives at night, and the shops with their fame."""
    count = scenario.subscribers
    everybody = np.arange(count)
    _label(builder, NORMAL, everybody.astype(np.int32))
    shops = np.flatnonzero(rng.random(count) < world.business_share)
    shops = shops if len(shops) else np.array([0])
    directory.set(shops, outfit=_label(builder, BUSINESS, shops.astype(np.int32)))
    famous = [(int(place), logarithmic(_FAME, rng)) for place in shops]
    on_a_line = shops[rng.random(len(shops)) < _SHOPS_ON_A_LINE]
    directory.set(on_a_line, handset=-1, cell=-1)
    new = np.flatnonzero(rng.random(count) < world.new_per_day * _NEW_DAYS)
    days = rng.random(len(new)) * _NEW_DAYS
    directory.present[new] = False
    directory.set(new, since=scenario.begin_ms + (days * DAY_MS).astype(np.int64))
    trips = np.flatnonzero(rng.random(count) < world.travel_share)
    from_hour = rng.uniform(-48, max(24.0, scenario.planned_hours), len(trips))
    abroad = rng.integers(0, directory.first_region[directory.ordinary], len(trips))
    begin = scenario.begin_ms + (from_hour * HOUR_MS).astype(np.int64)
    until = begin + (np.exp(rng.normal(3.7, 0.8, len(trips))) * HOUR_MS).astype(np.int64)
    directory.set(trips, away_from=begin, away_until=until, away_region=abroad)
    pairs = rng.permutation(count)[: int(count * _TWO_SIMS) // 2 * 2].reshape(-1, 2)
    directory.set(pairs[:, 1], handset=directory.people["handset"][pairs[:, 0]])
    foreign = np.flatnonzero(directory.people["country"] > 0)
    first = [directory.new_id("trunk") for _ in range(directory.ordinary)]
    directory.set(foreign, trunk=np.array(first)[directory.people["country"][foreign]])
    return rng.random(count) < world.night_share, famous


def _add_honest(
    scenario: Scenario, world: WorldParameters, builder: Builder, people_per_day: float, rng: np.random.Generator
) -> float:
    """Add honest services; give their calls a day."""
    share = min(0.7, world.service_share * scenario.hard_negatives)
    recipes = [recipe for recipe in HONEST if recipe.kind not in scenario.without]
    most = max(1, scenario.subscribers // _SUBSCRIBERS_PER_KIND)
    recipes = [recipes[k] for k in sorted(rng.permutation(len(recipes))[:most].tolist())]
    total = 0.0
    for recipe, budget in budgets(recipes, people_per_day * share / (1 - share), rng, fraud=False):
        own = rng.spawn(1)[0]
        size = honest_size(recipe, budget, own)
        outfit = builder.add(recipe, size, own)
        if outfit is not None:
            total += size.calls * outfit.tries
    return total


def _add_fraud(
    scenario: Scenario, builder: Builder, zones: NDArray[np.int64], honest_per_hour: float, rng: np.random.Generator
) -> None:
    hours = scenario.planned_hours
    share = scenario.fraud_share
    left = max(hours - scenario.campaigns_after_hours, 1.0)
    spread = 0.6 * left if scenario.campaigns_spread_hours is None else scenario.campaigns_spread_hours
    available = max(left - spread, 0.3 * left)
    wanted = scenario.kinds
    recipes = [
        recipe for recipe in FRAUD if (wanted is None or recipe.kind in wanted) and recipe.kind not in scenario.without
    ]
    target = share / (1 - share) * honest_per_hour * hours
    # What does not fit into the hours is planned again: more campaigns, never longer hours.
    for _ in range(4):
        done = 0.0
        for recipe, budget in budgets(recipes, target, rng, fraud=True, outfits=2 if scenario.loud else 10):
            own = rng.spawn(1)[0]
            size = fraud_size(recipe, budget, available, own, loud=scenario.loud)
            if recipe.layout.keys() == {"lines"} and not builder.has_exchange():
                _add_exchange(builder, own)
            begin = _begin(scenario, recipe, spread, int(zones[0]), own)
            cycle = 24.0 * (np.ceil(max(hours, spread + size.hours) / 24) + own.integers(3))
            outfit = builder.add(recipe, size, own, begin_ms=begin, cycle=float(cycle))
            if outfit is not None:
                done += size.calls * outfit.tries * work_possible(size, available) / size.hours
        target -= done
        if target < 0.05 * share * honest_per_hour * hours:
            break


def _add_exchange(builder: Builder, rng: np.random.Generator) -> None:
    """A small office, so that there is something to break into."""
    recipe = replace(next(recipe for recipe in HONEST if recipe.kind == "small_office"), layout={"ddi": 1.0})
    builder.add(recipe, honest_size(recipe, 60.0, rng), rng)


def _begin(scenario: Scenario, recipe: Recipe, spread: float, zone_ms: int, rng: np.random.Generator) -> int:
    """When a campaign begins: within the spread, rather at hours that suit it; on the border of a slice."""
    first = scenario.begin_ms + scenario.campaigns_after_hours * HOUR_MS
    tries = first + rng.random(12) * spread * HOUR_MS
    early, late = recipe.opens
    suits = ((tries + zone_ms) / HOUR_MS - early) % 24 <= late - early
    chosen = float(tries[int(np.argmax(suits))])
    return scenario.begin_ms + int(-(-(chosen - scenario.begin_ms) // scenario.slice_ms)) * scenario.slice_ms


def _label_costly(directory: Directory, entries: NDArray[np.void], builder: Builder) -> None:
    only_called = np.flatnonzero((entries["country"] >= directory.ordinary) & (entries["outfit"] == 0))
    entries["places"][only_called] = -1
    entries["outfit"][only_called] = _label(builder, COSTLY_NUMBER, only_called.astype(np.int32))
