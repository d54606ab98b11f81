"""Ordinary people: where they live, what they call from, and who has an unusual part."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from training.second_world.station import EMERGENCY
from training.third_world.lines import Line
from training.third_world.society import Society

#: Share of callers who are people; services and fraudsters are the others.
_PEOPLE: Final = 0.965
#: Share of people abroad who live where calls cost much.
_IN_COSTLY: Final = 0.07
_CURVES: Final = ("person", "worker", "late", "night"), (50, 34, 13, 3)
#: Share of people who have a part, before the world's habits.
_TRAVELLERS, _NEW_SIMS = 0.018, 0.016
#: Share of people who stay at home, whose handset is not told, and how many before share handsets with one.
_HOMELY, _UNTOLD, _HOUSEHOLD = 0.2, 0.01, 40
#: Phone shops, which try many people's SIMs in one handset, and lines that mostly receive, of full size.
_PHONE_SHOPS, _SHOPS = 12, 2600
_HOUR: Final = 3600.0


def settle_people(society: Society) -> Line:
    """Add the people of a society and what they call every day; the emergency services are returned."""
    draws, scenario = society.draws, society.scenario
    blocks: list[tuple[str, str]] = []
    for _ in range(int(scenario.callers * _PEOPLE)):
        society.people.append(_person(society, blocks))
    for _ in range(draws.rounded(_PHONE_SHOPS * scenario.scale)):
        demo = society.numbering.imei()
        for person in society.some_of(society.people, draws.random.randint(3, 9)):
            person.imei = demo if person.imei else None
    society.residents = [person for person in society.people if person.kind != "foreigner"]
    for person in society.people:
        society.by_region.setdefault(person.region, []).append(person)
    for _ in range(int(_SHOPS * scenario.scale) + 20):
        _settle_shop(society, blocks)
    society.shop_weights = list(accumulate(draws.random.paretovariate(0.9) ** 0.9 for _ in society.shops))
    home = society.habits.home
    return society.add(Line(home.emergency, EMERGENCY, home.code, many=True, answers=1, returns=False))


def _person(society: Society, blocks: list[tuple[str, str]]) -> Line:
    draws, habits, people = society.draws, society.habits, society.people
    luck = draws.random.random()
    if luck < habits.foreigners:
        country = draws.one(society.costly) if draws.chance(_IN_COSTLY) else _friends_country(society)
        return society.abroad(country, "foreigner", 0.92 * habits.answers)
    if luck < habits.foreigners + habits.landlines:
        return _landline(society, blocks)
    person = society.mobile("person")
    person.curve = draws.random.choices(*_CURVES)[0]
    _give_part(society, person)
    if draws.chance(habits.elsewhere):  # another operator's, or through an app
        person.imei, person.cells, person.trunk = None, (), draws.one(society.trunks)
    elif draws.chance(habits.shared_handsets) and people:  # a family, or a second SIM
        person.imei = draws.one(people[-_HOUSEHOLD:]).imei or person.imei
    elif draws.chance(_UNTOLD):
        person.imei = None
    elif draws.chance(_HOMELY):
        person.cells = (person.cells[0],) * 2
    return person


def _friends_country(society: Society) -> str:
    """Half as many friends live in each next country, about."""
    countries = society.foreign
    return countries[min(len(countries) - 1, int(society.draws.random.expovariate(0.45)))]


def _landline(society: Society, blocks: list[tuple[str, str]]) -> Line:
    """Houses have their numbers in few hundreds."""
    draws = society.draws
    if not blocks or len(blocks) < 60 * society.scenario.scale + 5 or draws.chance(0.1):
        region = society.region()
        blocks.append((society.numbering.fixed_hundred(region), region))
    hundred, region = draws.one(blocks)
    number = society.numbering.fixed(region, hundred)
    return society.add(Line(number, "person", region, answers=0.83 * society.habits.answers))


def _give_part(society: Society, person: Line) -> None:
    draws, habits, amount = society.draws, society.habits, society.scenario.hard_negatives
    luck = draws.random.random()
    travellers = _TRAVELLERS * habits.odd_people * amount
    if luck < travellers:
        person.kind, person.trip = "traveller", _trip(society, person)
    elif luck < travellers + _NEW_SIMS * habits.new_numbers * amount:
        person.kind, person.since = "new_sim", society.clock.when("person")


def _trip(society: Society, person: Line) -> tuple[tuple[float, str, str], ...]:
    """A journey, sometimes abroad, with a stop every few hours."""
    draws, at, region = society.draws, 0.0, person.region
    stops = []
    while at < society.clock.seconds:
        stops.append((at, region, society.cell(region)))
        at += draws.between(2, 9) * _HOUR
        region = draws.one(society.regions) if draws.chance(0.85) else draws.one(society.foreign)
    return tuple(stops)


def _settle_shop(society: Society, blocks: list[tuple[str, str]]) -> None:
    """Shops, banks, surgeries: in hundreds of their own, or in houses'."""
    draws = society.draws
    region = society.region()
    hundred = society.numbering.fixed_hundred(region)
    if blocks and draws.chance(0.6):
        hundred, region = draws.one(blocks)
    number = society.numbering.fixed(region, hundred)
    shop = Line(number, "shop", region, many=draws.chance(0.3), answers=min(0.95, 1.14 * society.habits.answers))
    society.shops.append(society.add(shop))
