"""The numbers of honest services: they exist before anybody calls them."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.lines import EMERGENCY, Line
from training.second_world.service_kinds import SERVICES, ServiceKind
from training.second_world.society import Society, Town

#: Share of outfits on the network itself; the others come in over another operator's trunk.
_OWN = 0.7
#: Share of outfits in which phones are passed from shift to shift.
_PASSED_ON = 0.12
#: Share of outfits that open a line while the world runs, at the latest in its middle.
_LATE = 0.12
#: Outfits whose people move about; others' handsets know two cells.
_ROUNDS = ("courier", "field_technician")


@dataclass(frozen=True, slots=True)
class Outfit:
    """One service with its lines."""

    kind: ServiceKind
    lines: list[Line]


def settle_services(society: Society) -> list[Outfit]:
    """Add the lines of all honest services, and return their outfits."""
    outfits = []
    for kind in SERVICES:
        amount = kind.outfits * society.scenario.scale
        if not kind.ordinary:
            amount *= society.scenario.hard_negatives * society.habits.heavy
        for _ in range(max(kind.ordinary, society.draws.rounded(amount))):
            outfits.append(outfit := Outfit(kind, _lines(society, kind)))
            if kind.called:
                society.businesses += outfit.lines[:2]
            if kind.kind == "office":
                society.offices.append(outfit.lines)
    return outfits


def settle_emergency(society: Society) -> Line:
    """Add the emergency services' short code."""
    home = society.habits.home
    line = Line(home.emergency, EMERGENCY, home.code, capacity=99, answers=1, answers_strangers=1, returns=False)
    return society.add(line)


def _lines(society: Society, kind: ServiceKind) -> list[Line]:
    draws = society.draws
    town = draws.one(society.towns)
    form = draws.one(("landline", "mobile")) if kind.form == "either" else kind.form
    count = round(draws.log_between(*kind.numbers))
    opened = draws.between(0, 0.5) * society.clock.seconds if draws.chance(_LATE) else 0.0
    if form == "new_mobile":
        opened = max(opened, draws.between(0, 0.6) * society.clock.seconds)
    attended = draws.between(0.5, 0.95)
    lines = []
    for line in _landlines(society, kind, town, count) if form == "landline" else _mobiles(society, form, town, count):
        line.kind, line.region, line.since = kind.kind, society.region(town.region), opened
        line.answers = attended * (draws.between(0.7, 1) if draws.chance(0.8) else 0.1)
        line.answers_strangers = line.answers * 0.9
        if form != "landline" and kind.kind in _ROUNDS and line.cells:
            line.cells = society.cells_of([town], 12)
        lines.append(society.add(line))
    return lines


def _landlines(society: Society, kind: ServiceKind, town: Town, count: int) -> list[Line]:
    """Direct lines of one exchange."""
    draws, numbering = society.draws, society.numbering
    own = draws.chance(_OWN)
    account = society.account() if own else None
    trunk = society.customer_trunk() if own else draws.one(society.trunks)
    hundred = numbering.fixed_hundred(town.region)
    return [
        Line(
            numbering.fixed(town.region, hundred),
            kind.kind,
            town.region,
            account=account,
            trunk=trunk,
            capacity=kind.capacity or draws.random.randint(1, 8),
        )
        for _ in range(count)
    ]


def _mobiles(society: Society, form: str, town: Town, count: int) -> list[Line]:
    """SIMs, in handsets or in machines; half of the outfits got theirs in one go."""
    draws, numbering = society.draws, society.numbering
    own = draws.chance(_OWN) or form != "mobile"
    account, trunk = society.account(), draws.one(society.trunks)
    hundred = numbering.mobile_hundred(town.region) if draws.chance(0.5) else None
    machines = [numbering.imei(gateway=True) for _ in range(max(1, count // draws.random.randint(2, 5)))]
    passed_on = numbering.imei() if draws.chance(_PASSED_ON) else None
    cell = society.cells_of([town], 1)
    lines = []
    for _ in range(count):
        line = Line(numbering.mobile(town.region, hundred), form, town.region)
        if form == "gateway":
            line.cells, line.imei, line.account, line.moves = cell, draws.one(machines), account, 0.0
        elif own:
            line.cells, line.moves = society.cells_of([town], 2), 0.3
            line.imei = passed_on if passed_on and draws.chance(0.4) else numbering.imei()
            line.account = account if draws.chance(0.4) else None
        else:
            line.trunk = trunk
        lines.append(line)
    return lines
