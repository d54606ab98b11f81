"""Ordinary people: where they live, what they call from, and who has an unusual part."""

from __future__ import annotations

from typing import Final

import numpy as np

from training.second_world.lines import Line
from training.second_world.society import Society, Town

#: Share of callers who are people; services and fraudsters are the others.
_PEOPLE: Final = 0.952
#: Share of people abroad who live where calls cost much.
_IN_COSTLY = 0.3
#: Share of landlines on the network itself; the others are another operator's.
_OWN_LANDLINES = 0.7
#: Kind -> how many people of full size have that part, before the world's habits.
_PARTS: Final = {"new_sim": 950, "tourist_sim": 100, "traveller": 520, "night_worker": 330}


def settle_people(society: Society) -> None:
    """Add the people of a society, town by town, and give some of them an unusual part."""
    draws, habits = society.draws, society.habits
    count = int(society.scenario.callers * _PEOPLE)
    sizes = draws.array.pareto(habits.town_tail, len(society.towns)) + 0.4
    homes = np.sort(draws.array.choice(len(society.towns), count, p=sizes / sizes.sum()))
    for home in homes.tolist():
        society.people.append(society.add(_person(society, society.towns[home])))
    for neighbour, person in zip(society.people, society.people[1:], strict=False):
        if person.imei and neighbour.imei and draws.chance(habits.shared_handsets):
            person.imei = neighbour.imei
    society.free = [place for place, person in enumerate(society.people) if person.kind == "person"]
    draws.random.shuffle(society.free)
    _give_parts(society)


def _person(society: Society, town: Town) -> Line:
    draws, habits, numbering = society.draws, society.habits, society.numbering
    answers = min(0.97, max(0.2, habits.answers + draws.between(-0.22, 0.22)))
    strangers = min(0.95, max(0.05, habits.answers * habits.answers_strangers + draws.between(-0.27, 0.27)))
    line = Line("", "person", society.region(town.region), answers=answers, answers_strangers=strangers)
    line.talk = draws.log_normal(100, 0.45)() / 100
    line.voicemail = draws.between(0.3, 0.9) if draws.chance(habits.voicemail) else 0.0
    if draws.chance(habits.foreigners):
        line.kind = "foreigner"
        line.region = draws.one(society.costly if draws.chance(_IN_COSTLY) else society.foreign)
        line.number = numbering.abroad(line.region)
        line.trunk = draws.one(society.trunks_abroad)
    elif draws.chance(habits.landlines):
        line.number = numbering.fixed(town.region)
        line.trunk = None if draws.chance(_OWN_LANDLINES) else draws.one(society.trunks)
    elif draws.chance(habits.elsewhere):
        line.number = numbering.mobile(town.region)
        line.trunk = draws.one(society.trunks)
    else:
        line.number = numbering.mobile(town.region)
        line.cells = society.cells_of([town], 2) + society.cells_of(society.towns, draws.chance(0.15))
        line.imei = numbering.imei()
        line.moves = 0.1
    return line


def _give_parts(society: Society) -> None:
    """New SIMs, tourists' SIMs, travellers abroad, workers at night: all of them honest."""
    draws, scenario = society.draws, society.scenario
    seconds = scenario.seconds
    for kind, usual in _PARTS.items():
        amount = usual * scenario.scale * scenario.hard_negatives
        amount *= society.habits.new_numbers if kind.endswith("_sim") else society.habits.odd_people
        for place in society.pick(draws.rounded(amount), lambda line: line.imei is not None):
            person = society.people[place]
            person.kind = kind
            if kind == "new_sim":
                person.since = draws.between(0.03, 0.92) * seconds
                if draws.chance(0.3) and (other := draws.one(society.people)).imei:  # in somebody's old handset
                    person.imei = other.imei
            elif kind == "tourist_sim":
                person.since = draws.between(0, 0.85) * seconds
            elif kind == "traveller":
                person.roams = draws.between(0, 0.8) * seconds, draws.one(society.foreign + society.costly)
