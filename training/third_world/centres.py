"""Honest firms that work through lists of people: call centres, pollsters, debt collectors, reminders."""

from __future__ import annotations

from typing import Final

from training.third_world.firms import Firms, Services
from training.third_world.lines import Manner
from training.third_world.manners import conversation, recording

#: Calls an hour and line.
_PACES: Final = (2, 4, 6, 8, 12, 20)


def _call_centre(firms: Firms) -> None:
    """Half of them sell, the others serve; most are called too."""
    society, draws = firms.society, firms.draws
    lines = firms.open("call_centre", draws.random.randint(4, 22), spread=draws.one((1, 1, 2, 3)))
    customers = society.some_of(society.residents, 2500)
    if draws.chance(0.5):
        seconds = conversation(draws, draws.log_between(40, 110), 1.2, draws.between(0.3, 0.6))
        manner = Manner(seconds, draws.between(0.55, 0.85), returns=0.03)
    else:
        seconds = conversation(draws, draws.log_between(80, 220), 0.9, 0.1)
        manner = Manner(seconds, draws.between(0.8, 1.0), redials=0.1, returns=0.15)
    firms.work(lines, (9, 19), draws.one(_PACES), manner, firms.one_of(customers))
    if draws.chance(0.6):
        society.services += lines[:1] * 4


def _pollster(firms: Firms) -> None:
    """Anybody, for minutes, if he does not hang up."""
    society, draws = firms.society, firms.draws
    lines = firms.open("pollster", draws.random.randint(4, 22), spread=draws.one((1, 1, 2)))
    seconds = conversation(draws, draws.log_between(160, 420), 0.9, draws.between(0.35, 0.65))
    manner = Manner(seconds, draws.between(0.55, 0.85), returns=0.03)
    firms.work(lines, (draws.one((10, 15)), 21), draws.one((3, 6, 10, 16)), manner, society.resident)


def _collector(firms: Firms) -> None:
    """The same people again and again."""
    society, draws = firms.society, firms.draws
    lines = firms.open("debt_collector", draws.random.randint(3, 15))
    debtors = society.some_of(society.residents, int(draws.log_between(120, 700)))
    seconds = conversation(draws, draws.log_between(45, 110), 1.0, draws.between(0.2, 0.5))
    manner = Manner(seconds, draws.between(0.45, 0.75), redials=0.1, returns=0.04)
    firms.work(lines, (8, 19), draws.one((4, 8, 14)), manner, firms.one_of(debtors))


def _reminder(firms: Firms) -> None:
    """Appointments: one message, often no reply."""
    draws = firms.draws
    lines = firms.open("reminder_service", draws.random.randint(1, 6))
    area = firms.town(lines[0].region, 1200)
    manner = Manner(recording(draws, (draws.random.randint(14, 40),)), draws.between(0.8, 1.0), returns=0.05)
    hours = draws.one((8, 10, 16)), draws.one((18, 20))
    firms.work(lines, hours, draws.one((5, 8, 15, 40)), manner, firms.one_of(area))


#: How many there are in a world of full size, and what adds one and plans its calls.
CENTRES: Final[Services] = ((13, _call_centre), (6, _pollster), (6, _collector), (14, _reminder))
