"""Numbers and handsets: who gets which."""

from __future__ import annotations

from typing import Final, Protocol

from training.second_world.draws import Draws
from training.second_world.places import COSTLY, FOREIGN, Home

#: Type codes (the first eight digits of an IMEI) of ordinary handsets and of machines that hold many SIMs.
HANDSETS: Final = (
    "35328511", "35674108", "35391110", "86769803", "86412305", "35205610", "35847510", "86100204", "35901611",
    "35711009", "86838404", "35260911", "35480210", "86690105", "35550810", "35116709", "86273403", "35983408",
)  # fmt: skip
GATEWAYS: Final = ("35698703", "86147802", "35777105")
#: A hundred numbers that is full is left after so many tries.
_TRIES = 200
_ABROAD: Final = FOREIGN | COSTLY


class Plan(Protocol):
    """What numbers follow from, which is a part of a world's habits."""

    @property
    def home(self) -> Home:
        """The country."""

    @property
    def density(self) -> float:
        """Share of the numbers of a block in use that are taken."""


class Numbering:
    """Gives out numbers, none twice: honest or not, everybody's come from the same blocks of a thousand."""

    def __init__(self, habits: Plan, callers: int, draws: Draws) -> None:
        """Args: the world's habits; about how many numbers it needs; the generators to draw from."""
        self._home, self._draws = habits.home, draws
        self._areas = dict(habits.home.regions)
        self._taken: set[str] = set()
        blocks = max(2, round(callers / len(self._areas) / habits.density / 1000))
        self._blocks = {region: [self._new_block(region) for _ in range(blocks)] for region in self._areas}

    def _new_block(self, region: str) -> str:
        home = self._home
        prefix = (self._areas[region] if home.after_area else "") + self._draws.one(home.mobile)
        return home.calling + prefix + self._draws.digits(home.mobile_digits - 3 - len(prefix))

    def _within(self, hundred: str) -> str | None:
        """A free number of a hundred, given without its last two digits; None when there is hardly one."""
        for _ in range(_TRIES):
            if number := self.claim(hundred + self._draws.digits(2)):
                return number
        return None

    def claim(self, digits: str) -> str | None:
        """This very number, with a plus, unless somebody has it."""
        if digits in self._taken:
            return None
        self._taken.add(digits)
        return f"+{digits}"

    def mobile_hundred(self, region: str) -> str:
        """A hundred of mobile numbers in a block in use."""
        return self._draws.one(self._blocks[region]) + self._draws.digits(1)

    def mobile(self, region: str, hundred: str | None = None) -> str:
        """A mobile number of a region, of a given hundred as long as it has any."""
        if hundred and (number := self._within(hundred)):
            return number
        for _ in range(_TRIES):
            if number := self.claim(self.mobile_hundred(region) + self._draws.digits(2)):
                return number
        self._blocks[region].append(self._new_block(region))
        return self.mobile(region)

    def fixed_hundred(self, region: str) -> str:
        """A hundred of landlines."""
        area = self._areas[region]
        return self._home.calling + area + self._draws.one(self._home.leads) + self._rest(area)

    def _rest(self, area: str) -> str:
        return self._draws.digits(self._home.fixed_digits - len(area) - 3)

    def fixed(self, region: str, hundred: str | None = None) -> str:
        """A landline of a region, of a given hundred as long as it has any."""
        while not (number := self._within(hundred or self.fixed_hundred(region))):
            hundred = None
        return number

    def abroad_hundred(self, country: str) -> str:
        """A hundred of mobile numbers of another country."""
        plan = _ABROAD[country]
        return self._draws.one(plan.prefixes) + self._draws.one("2345678") + self._draws.digits(plan.digits - 3)

    def abroad(self, country: str, hundred: str | None = None) -> str:
        """A mobile number of another country, of a given hundred as long as it has any."""
        while not (number := self._within(hundred or self.abroad_hundred(country))):
            hundred = None
        return number

    def imei(self, *, gateway: bool = False) -> str:
        """A handset's 15 digits, the last one checking the others (Luhn)."""
        body = self._draws.one(GATEWAYS if gateway else HANDSETS) + self._draws.digits(6)
        total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(body))
        return body + str(-total % 10)
