"""The lines that a campaign calls from: its own, or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.second_world.lines import Line
from training.second_world.society import Society

HIJACKED, OFFICES = "hijacked", "offices"
#: Where a kind's numbers may come from, likelier ones twice; other kinds have `_USUAL`.
_ORIGINS: Final = {
    "wangiri": ("costly", "costly", "mobile", "landline"),
    "vishing_lottery": ("foreign", "costly", "mobile", "mobile"),
    "vishing_tax": ("landline", "mobile", "elsewhere", "foreign"),
    "robocall": ("landline", "landline", "elsewhere", "mobile"),
    "sim_box": ("mobile",),
    "irsf": ("mobile", "mobile", HIJACKED, "landline"),
    "pbx_hacking": (OFFICES,),
    "imitator": ("mobile", "elsewhere", "mobile"),
    "slow_ramp": ("mobile", "elsewhere", "landline"),
}
_USUAL: Final = ("mobile", "mobile", "elsewhere", "landline")


@dataclass(frozen=True, slots=True)
class Gang:
    """The lines of one campaign, and where they come from."""

    lines: list[Line]
    origin: str

    @property
    def taken_over(self) -> bool:
        """Whether honest people use them too."""
        return self.origin in (HIJACKED, OFFICES)


def gather(society: Society, kind: str, campaign: str, count: int) -> Gang:
    """Find lines for a campaign; fewer than `count`, even none, when there are no more honest ones to take over."""
    draws = society.draws
    origin = draws.one(_ORIGINS.get(kind, _USUAL))
    if origin == OFFICES:
        some = draws.random.sample(society.offices, min(len(society.offices), draws.random.randint(1, 4)))
        lines = [line for office in some for line in office if not line.campaign]
        draws.random.shuffle(lines)
        lines = lines[: max(4, count)]
    elif origin == HIJACKED:
        lines = [society.people[place] for place in society.pick(count, lambda line: line.imei is not None)]
    else:
        lines = [society.add(line) for line in _Recruiter(society, kind, origin, count).lines(count)]
    for line in lines:
        if origin in (OFFICES, HIJACKED):
            line.was = line.kind
            line.capacity = 6 if origin == OFFICES else draws.random.randint(2, 5)
        line.kind, line.campaign = kind, campaign
    return Gang(lines, origin)


class _Recruiter:
    """Gets numbers, handsets, trunks in one of the ways in which gangs do."""

    def __init__(self, society: Society, kind: str, origin: str, count: int) -> None:
        self._society, self._kind, self._origin = society, kind, origin
        draws, numbering = society.draws, society.numbering
        town = draws.one(society.towns)
        boxed = kind == "sim_box"
        self._home = town.region
        self._countries = society.costly if origin == "costly" else society.foreign
        self._country = draws.one(self._countries)
        self._together = draws.chance(0.45)  # numbers side by side
        self._hundred = self._own_hundred() if self._together else None
        self._trunk = draws.one(society.trunks_abroad if origin in ("costly", "foreign") else society.trunks)
        self._customer = society.account(), society.customer_trunk()
        self._many_customers = draws.chance(0.3)
        self._machines = _machines(society, count, boxed=boxed) if draws.chance(0.75 if boxed else 0.5) else []
        self._in_machines = draws.between(0.4, 1)
        where = draws.one(("one", "one", "few", "spread") if boxed else ("one", "few", "spread", "spread"))
        self._cells = society.cells_of([town], 1 if where == "one" else 3) if where != "spread" else ()
        self._answers = 0.0 if draws.chance(0.35) else draws.between(0.05, 0.8)
        self._numbering, self._draws = numbering, draws

    def _own_hundred(self) -> str:
        numbering = self._society.numbering
        if self._origin in ("costly", "foreign"):
            return numbering.abroad_hundred(self._country)
        return (
            numbering.fixed_hundred(self._home) if self._origin == "landline" else numbering.mobile_hundred(self._home)
        )

    def lines(self, count: int) -> list[Line]:
        """So many lines."""
        form = {"landline": self._landline, "elsewhere": self._elsewhere, "mobile": self._mobile}
        lines = [form.get(self._origin, self._abroad)() for _ in range(count)]
        for line in lines:
            line.answers = line.answers_strangers = self._answers
        return lines

    def _region(self, stays: float) -> str:
        near = self._together or self._draws.chance(stays)
        return self._home if near else self._draws.one(self._society.regions)

    def _abroad(self) -> Line:
        draws = self._draws
        if not self._together and draws.chance(0.3):
            self._country = draws.one(self._countries)
        number = self._numbering.abroad(self._country, self._hundred)
        trunk = self._trunk if draws.chance(0.7) else draws.one(self._society.trunks_abroad)
        return Line(number, self._kind, self._country, trunk=trunk, capacity=20 if self._kind == "wangiri" else 2)

    def _landline(self) -> Line:
        society, region = self._society, self._region(0.5)
        account, trunk = (society.account(), society.customer_trunk()) if self._many_customers else self._customer
        capacity = 20 if self._kind in ("wangiri", "robocall") else 4
        number = self._numbering.fixed(region, self._hundred)
        return Line(number, self._kind, society.region(region), account=account, trunk=trunk, capacity=capacity)

    def _elsewhere(self) -> Line:
        society, region = self._society, self._region(0.4)
        trunk = self._trunk if self._together else self._draws.one(society.trunks)
        number = self._numbering.mobile(region, self._hundred)
        return Line(number, self._kind, society.region(region), trunk=trunk, capacity=2)

    def _mobile(self) -> Line:
        society, region, draws = self._society, self._region(0.4), self._draws
        boxed = self._machines and draws.chance(self._in_machines)
        return Line(
            self._numbering.mobile(region, self._hundred),
            self._kind,
            society.region(region),
            cells=self._cells or society.cells_of(society.towns, 2),
            imei=draws.one(self._machines) if boxed else self._numbering.imei(),
            capacity={"irsf": 5, "wangiri": 3}.get(self._kind, 1),
            moves=0.0 if self._kind == "sim_box" else 0.15,
        )


def _machines(society: Society, count: int, *, boxed: bool) -> list[str]:
    """Handsets or gateways for two to seven SIMs each."""
    draws = society.draws
    machines = range(max(1, int(count / draws.between(1.7, 7))))
    return [society.numbering.imei(gateway=boxed and draws.chance(0.4)) for _ in machines]
