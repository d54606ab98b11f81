"""The lines that a campaign calls from."""

from __future__ import annotations

from training.second_world.draws import Draws
from training.third_world.campaign import Campaign
from training.third_world.lines import Line
from training.third_world.society import Society

MOBILE, VOIP, FOREIGN = "mobile", "voip", "foreign"
#: How numbers lie: in one hundred, in a few, in one for each; and their shares.
_LAYOUTS = ("one", "few", "scattered"), (48, 34, 18)
#: Share of campaigns whose numbers follow one another.
_RUNS = 0.35


def origin(draws: Draws, **shares: float) -> str:
    """Where numbers are from: one of the shares' names."""
    return draws.random.choices(tuple(shares), tuple(shares.values()))[0]


def recruit(campaign: Campaign, where: str, *, many: bool = False) -> None:
    """Give a campaign its lines.

    Args:
        campaign: whose.
        where: `MOBILE`, `VOIP` or `FOREIGN`.
        many: whether each holds several calls at a time, which all but handsets do anyway.
    """
    recruiter = _Recruiter(campaign.society, where, campaign.count)
    for place in range(campaign.count):
        line = recruiter.line(place)
        line.kind, line.campaign, line.answers = campaign.kind, campaign.id, campaign.answers
        line.many = many or where != MOBILE
        campaign.lines.append(line)


class _Recruiter:
    def __init__(self, society: Society, where: str, count: int) -> None:
        self._society, self._where = society, where
        draws = society.draws
        layout = draws.random.choices(*_LAYOUTS)[0]
        self._region = society.region()
        self._country = draws.one([*society.costly, *society.foreign[:2]])
        hundreds = {"one": 1, "few": draws.random.randint(2, 5)}.get(layout, count)
        self._hundreds = [self._hundred() for _ in range(hundreds)]
        self._runs, self._first = draws.chance(_RUNS), draws.random.randrange(60)
        self._trunk = draws.one(society.gateways if where == FOREIGN else society.trunks)
        self._account = society.account() if where == VOIP and draws.chance(0.6) else None

    def _hundred(self) -> tuple[str, str]:
        """A hundred and its region."""
        society, draws = self._society, self._society.draws
        if self._where == FOREIGN:
            return society.numbering.abroad_hundred(self._country), self._country
        near = draws.chance(0.5 if self._where == VOIP else 0.8)
        region = self._region if near else society.region()
        if self._where == VOIP:
            return society.numbering.fixed_hundred(region), region
        return society.numbering.mobile_hundred(region), region

    def line(self, place: int) -> Line:
        """The next line."""
        society, draws, numbering = self._society, self._society.draws, self._society.numbering
        turn, row = place % len(self._hundreds), place // len(self._hundreds)
        hundred, region = self._hundreds[turn] if draws.chance(0.95) else draws.one(self._hundreds)
        following = numbering.claim(f"{hundred}{(self._first + row) % 100:02d}") if self._runs else None
        if self._where == MOBILE:
            number = following or numbering.mobile(region, hundred)
            cell = society.cell(region)
            return society.add(Line(number, "", region, (cell, cell), numbering.imei(), stays=True))
        if self._where == FOREIGN:
            number = following or numbering.abroad(region, hundred)
        else:
            number = following or numbering.fixed(region, hundred)
        trunk = self._trunk if draws.chance(0.9) else draws.one(society.trunks)
        returns = self._account is None
        return society.add(Line(number, "", region, account=self._account, trunk=trunk, returns=returns))


def share_den(campaign: Campaign, chance: float) -> None:
    """One den: few handsets and one cell for the whole campaign, if it has handsets at all."""
    society, draws, lines = campaign.society, campaign.society.draws, campaign.lines
    if not lines[0].cells or not draws.chance(chance):
        return
    handsets = [society.numbering.imei() for _ in range(max(1, len(lines) // draws.random.randint(2, 6)))]
    cell = society.cell(lines[0].region)
    for line in lines:
        line.imei, line.cells = draws.one(handsets), (cell, cell)
