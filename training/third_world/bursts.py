"""Honest firms that call many at once: passwords, schools, programmes on the air, conferences."""

from __future__ import annotations

from typing import Final

from training.third_world.firms import Firms, Services
from training.third_world.lines import Manner
from training.third_world.manners import conversation, recording


def _passwords(firms: Firms) -> None:
    """A password is the calling number's last digits, so nobody is to answer."""
    society, draws = firms.society, firms.draws
    lines = firms.open("otp_flash", draws.random.randint(8, 40), spread=draws.one((1, 2, 4)))
    manner = Manner(draws.log_normal(1, 0.3), 0.02, rings_off=True)
    again = draws.between(0.04, 0.2)
    for _ in range(int(draws.random.randint(250, 900) * firms.days * society.habits.heavy_calls)):
        at, user = society.clock.when("all_day"), society.resident()
        society.plan(at, draws.one(lines), user, manner)
        if draws.chance(again):
            society.plan(at + draws.between(20, 70), draws.one(lines), user, manner)


def _school(firms: Firms) -> None:
    """All parents within minutes."""
    society, draws = firms.society, firms.draws
    lines = firms.open("school_notification", draws.random.randint(1, 4))
    parents = firms.town(lines[0].region, draws.random.randint(80, 350))
    length = draws.random.randint(20, 35)
    manner = Manner(recording(draws, (length, length + 7)), draws.between(0.85, 1.0), redials=0.25, returns=0.1)
    for begin, end in society.clock.shifts(7, 17):
        if draws.chance(0.6):
            at, minutes = draws.between(begin, end), draws.one((600.0, 1500.0))
            for parent in parents:
                society.plan(at + draws.between(0, minutes), draws.one(lines), parent, manner)


def _phone_in(firms: Firms) -> None:
    """A programme on the air: a rush of callers, some of whom are called back."""
    society, draws = firms.society, firms.draws
    lines = firms.open("phone_in_line", draws.random.randint(1, 3))
    rush = Manner(conversation(draws, draws.log_between(25, 60), 0.8, 0.3), 0.5, redials=draws.between(0.3, 0.6))
    back = Manner(conversation(draws, 120, 0.9, 0.1), 0.95, redials=0.1, returns=0.15)
    for _ in range(max(1, int(2 * firms.days))):
        at, fans = society.clock.when("person"), society.some_of(society.residents, draws.random.randint(60, 300))
        for fan in fans:
            society.plan(at + draws.random.expovariate(1 / 400), fan, lines[0], rush)
        for fan in fans[: draws.random.randint(8, 30)]:
            society.plan(at + draws.between(600, 5400), draws.one(lines), fan, back)


def _conference(firms: Firms) -> None:
    """A bridge dials everybody in the same minute, people abroad too."""
    society, draws = firms.society, firms.draws
    lines = firms.open("conference_bridge", draws.random.randint(1, 6))
    guests = society.some_of(society.residents, 140)
    guests += [person for person in society.some_of(society.people, 60) if person.kind == "foreigner"]
    for _ in range(int(draws.random.randint(8, 30) * firms.days * society.habits.heavy_calls)):
        at, line = society.clock.when("office"), draws.one(lines)
        manner = Manner(conversation(draws, draws.between(900, 3000), 0.3, 0.04), 1.15, redials=0.4)
        for guest in society.some_of(guests, draws.random.randint(3, 14)):
            society.plan(at + draws.between(0, 40), line, guest, manner)


#: How many there are in a world of full size, and what adds one and plans its calls.
BURSTS: Final[Services] = ((5, _passwords), (14, _school), (6, _phone_in), (7, _conference))
