"""Makes outfits of recipes: their numbers, handsets and lines, and their activities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.simulator.activity import Activities, Row, ends, hour_profile, row
from training.simulator.calls import SHORTEST_TALK, Floats, Ints
from training.simulator.directory import Directory
from training.simulator.parameters import WorldParameters
from training.simulator.place import DRIVES, FIXED, TOURS
from training.simulator.recipe import Recipe, choose, logarithmic, uniform
from training.simulator.sizing import Size
from training.simulator.targets import Targets

#: Honest kinds whose exchange can be broken into.
_WITH_EXCHANGE = ("small_office", "hospital", "call_centre")
_VICTIMS = ("callee", "caller", "owner")


@dataclass(frozen=True, slots=True)
class Outfit:
    """Who uses some numbers.

    Attributes:
        kind: see kinds.py.
        fraud: whether it is fraud.
        campaign: its id; "" unless it is fraud.
        members: places of its numbers.
        tries: calls that come of one that is placed, with its redials, on average.
    """

    kind: str
    fraud: bool
    campaign: str
    members: Ints
    tries: float = 1.0


class Builder:
    """Adds outfits to a world that is being made.

    Attributes:
        outfits: all of them; the first two are ordinary people and businesses.
        famous: numbers that strangers call, with their weights.
    """

    def __init__(
        self, directory: Directory, activities: Activities, world: WorldParameters, zones: np.ndarray, targets: Targets
    ) -> None:
        self._directory = directory
        self._activities = activities
        self._world = world
        self._zones = zones
        self._targets = targets
        self._taken = np.zeros(directory.subscribers, bool)
        self._exchanges: list[Ints] = []
        self.outfits: list[Outfit] = []
        self.famous: list[tuple[int, float]] = []

    def add(
        self, recipe: Recipe, size: Size, rng: np.random.Generator, *, begin_ms: int | None = None, cycle: float = 24.0
    ) -> Outfit | None:
        """Add an outfit; None when the world has no numbers that it could use.

        Args:
            recipe: its kind.
            size: how many numbers, how busy.
            rng: the generator to draw from, for this outfit alone.
            begin_ms: when a campaign begins; None = it was always there.
            cycle: hours after which the campaign comes again.
        """
        layout = choose(recipe.layout, rng)
        home = int(rng.choice(self._directory.ordinary, p=self._directory.shares))
        found = self._numbers(layout, home, size, rng)
        if found is None:
            return None
        members, country = found
        number = len(self.outfits)
        campaign = f"{recipe.kind}-{number}" if recipe.fraud else ""
        self._directory.set(members, outfit=number)
        pool = rng.random() < recipe.pool
        values = self._behaviour(recipe, number, country, rng)
        outfit = Outfit(recipe.kind, recipe.fraud, campaign, members, _tries(values))
        self.outfits.append(outfit)
        values.update(
            pool=pool,
            single=not (recipe.lines or pool),
            weekend=uniform(recipe.weekend, rng),
            campaign=begin_ms is not None,
            begin=begin_ms or 0,
            shift=size.shift,
            total=size.hours,
            cycle=cycle,
        )
        self._targets.fill(values, recipe, home, members, rng)
        rates = size.rate * rng.lognormal(-0.045, 0.3, len(members))
        profile = hour_profile(uniform(recipe.opens, rng), size.hours) if begin_ms is None else None
        windows = None if pool else _windows(size.waves, len(members))
        calling = self._activities.add(values, members, rates, profile, windows)
        if layout not in ("people", "lines"):
            on_trunk = self._equip(recipe, layout, members, country, rng)
            if on_trunk and layout == "ddi" and recipe.kind in _WITH_EXCHANGE:
                self._exchanges.append(members)
            answers = self._answers(recipe, values, rng)
            self._directory.set(members, answers=answers, places=calling, single=not (recipe.lines or pool))
            self._inbound(recipe, size, values, answers, (members, rates, profile), rng)
        else:
            self._adopt(recipe, layout, members, rng)
        fame = uniform(recipe.famous, rng)
        if fame:
            self.famous.extend((place, fame / len(members)) for place in members.tolist())
        return outfit

    def has_exchange(self) -> bool:
        """Whether there is a company whose exchange could be broken into."""
        return bool(self._exchanges)

    def _numbers(self, layout: str, country: int, size: Size, rng: np.random.Generator) -> tuple[Ints, int] | None:
        directory = self._directory
        if layout == "lines":
            if not self._exchanges:
                return None
            lines = self._exchanges.pop(int(rng.integers(len(self._exchanges))))
            first = int(rng.integers(max(1, len(lines) - size.members + 1)))
            return lines[first : first + size.members], country
        if layout == "people":
            free = np.flatnonzero(~self._taken & directory.present & (directory.people["country"] == country))
            if len(free) < size.members:
                return None
            members = rng.choice(free, size.members, replace=False).astype(np.int32)
            self._taken[members] = True
            return members, country
        if layout == "costly":
            country = directory.ordinary + int(rng.integers(len(directory.countries) - directory.ordinary))
        return directory.add(layout, country, size.members), country

    def _behaviour(self, recipe: Recipe, number: int, country: int, rng: np.random.Generator) -> Row:
        """How calls end and what follows from them."""
        world = self._world
        if recipe.normal:
            how = {
                "ends": ends(min(0.95, world.answer_rate * uniform((0.75, 1.05), rng)), 0.15, 0.06, 0.12),
                "median": world.talk_median * logarithmic((0.6, 1.5), rng),
                "spread": world.talk_spread * uniform((0.85, 1.1), rng),
            }
        else:
            how = {
                "ends": ends(uniform(recipe.answered, rng), *rng.dirichlet((4, 2, 2, 20))[:3]),
                "median": logarithmic(recipe.median, rng),
                "spread": uniform(recipe.spread, rng),
                "longest": recipe.longest,
                "long_share": uniform(recipe.long_share, rng),
                "long_median": logarithmic(recipe.long_median, rng),
            }
        tape = recipe.tape[1] > 0
        curious = min(0.6, world.curiosity * uniform(recipe.call_back, rng))
        return row(
            outfit=number,
            zone_ms=int(self._zones[country]),
            even=rng.random() < recipe.even,
            burst=logarithmic(recipe.burst, rng),
            gap=logarithmic(recipe.gap, rng),
            redial=uniform(recipe.redial, rng),
            redial_wait=logarithmic((60, 1800), rng),
            call_back=logarithmic(recipe.tape, rng) if tape else curious,
            call_back_wait=logarithmic((120, 3600), rng),
            ramp=uniform(recipe.ramp, rng),
            victim=_VICTIMS.index(recipe.victim),
            hook=0.0 if tape else uniform(recipe.hook, rng),
            hook_seconds=uniform(recipe.hook_seconds, rng),
            complain=uniform(recipe.complain, rng),
            complain_wait=logarithmic(recipe.complain_wait, rng) * 3600,
            **how,
        )

    def _answers(self, recipe: Recipe, values: Row, rng: np.random.Generator) -> int:
        """The activity that says how calls to its numbers end."""
        kept = {name: values[name] for name in ("outfit", "victim", "complain", "complain_wait")}
        if recipe.tape[1] > 0:
            return self._activities.add(
                row(ends=ends(0.95), median=logarithmic((25, 150), rng), spread=0.9, longest=1800.0, hook=1.0, **kept)
            )
        answered = uniform(recipe.inbound_answered, rng)
        if recipe.fraud:
            # Mostly nobody is there, the number belongs to nobody, or whoever takes the call is none the wiser.
            answered = uniform((0.0, 0.6), rng) * (rng.random() < 0.6)
        return self._activities.add(
            row(
                ends=ends(answered, 0.25, 0.4 if recipe.fraud else 0.05, 0.15),
                median=logarithmic(recipe.inbound_median, rng),
                redial=self._world.redial,
                call_back=0.0 if recipe.fraud else uniform((0.0, 0.5), rng),
                **kept,
            )
        )

    def _inbound(
        self,
        recipe: Recipe,
        size: Size,
        values: Row,
        answers: int,
        calling: tuple[Ints, Floats, Floats | None],
        rng: np.random.Generator,
    ) -> None:
        """Calls that people place to its numbers, beside those to famous ones."""
        share = uniform(recipe.inbound, rng)
        if share <= 0:
            return
        members, rates, profile = calling
        answering = self._activities.rows[answers]
        taken = {name: answering[name] for name in ("ends", "median", "redial", "call_back")}
        usual = {name: values[name] for name in ("outfit", "zone_ms", "weekend", "low", "high")}
        inbound = row(inbound=True, spread=1.0, skew=1.5, burst=values["burst"], gap=values["gap"], **usual, **taken)
        self._activities.add(inbound, members, rates * share / size.waves, profile)

    def _equip(self, recipe: Recipe, layout: str, members: Ints, country: int, rng: np.random.Generator) -> bool:
        """Handsets, cells and lines of new numbers; say whether they share a trunk."""
        directory = self._directory
        count = len(members)
        mobile = layout in ("mobile", "neighbours", "blocks") and (recipe.own_handset or layout == "mobile")
        if not mobile:
            directory.set(members, cell=-1, mobility=FIXED)
        elif rng.random() < recipe.shared_handset:
            handsets = int(rng.integers(1, min(count, 4) + 1))
            first = directory.new_handsets(handsets)
            directory.set(members, handset=first + np.arange(count) % handsets)
            if rng.random() < 0.3:  # SIMs wander between the handsets
                directory.set(members, handset=first, handsets=handsets, handset_hours=0.0)
        else:
            directory.set(members, handset=directory.new_handsets(count) + np.arange(count))
        if mobile:
            if rng.random() < recipe.shared_cell:
                directory.set(members, cell=int(members[0]), mobility=FIXED)
            elif rng.random() < recipe.mobility:
                directory.set(members, mobility=TOURS if recipe.kind == "travelling_salesman" else DRIVES)
        on_trunk = bool(rng.random() < recipe.shared_trunk)
        if on_trunk:
            directory.set(members, trunk=directory.new_id("trunk"), account=directory.new_id("account"))
        if rng.random() < 0.8 and country < directory.ordinary:
            # One office, one region; the others are all over the country.
            first, end = directory.first_region[country], directory.first_region[country + 1]
            directory.set(members, region=int(rng.integers(first, end)))
        return on_trunk

    def _adopt(self, recipe: Recipe, layout: str, members: Ints, rng: np.random.Generator) -> None:
        """What changes for numbers that were there before."""
        directory = self._directory
        if layout == "people":
            if recipe.kind == "handset_swapper":
                handsets = int(rng.integers(2, 6))
                first = directory.new_handsets(handsets * len(members))
                hours = uniform((2, 24), rng)
                own = first + np.arange(len(members)) * handsets
                directory.set(members, handset=own, handsets=handsets, handset_hours=hours)
            elif rng.random() < recipe.shared_handset:
                directory.set(members, handset=directory.people["handset"][members[0]])
            if recipe.shared_cell == 1.0:
                directory.set(members, cell=int(members[0]))
            if rng.random() < recipe.mobility:
                directory.set(members, mobility=TOURS if recipe.kind == "travelling_salesman" else DRIVES)


def _tries(values: Row) -> float:
    answered = float(values["ends"][0])  # type: ignore[index]
    # Rings that are over after some seconds are tried again like missed ones.
    missed = 1.0 if float(values["longest"]) <= SHORTEST_TALK else 1 - answered  # type: ignore[arg-type]
    return 1 / (1 - missed * float(values["redial"]))  # type: ignore[arg-type]


def _windows(waves: int, members: int) -> Floats | None:
    """Part of the work for which each member is used."""
    if waves == 1:
        return None
    wave = np.arange(members) * waves // members
    return np.stack([wave / waves, (wave + 1) / waves], axis=1)
