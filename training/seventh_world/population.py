"""The population table: one row per number, with all that it needs for calling and for being called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from training.seventh_world.curves import NAMES, Clock
from training.seventh_world.habits import Habits
from training.seventh_world.handsets import draw_imeis
from training.seventh_world.kinds import FIXED, MOBILE, Table
from training.seventh_world.numbers import Numbers

HOME, OUTSIDE, FOREIGN, DEAD = 0, 1, 2, 3
#: outfit: row of the outfits it works for, -1 none. net: of which network. rate: ordinary calls a usual day. shift:
#: hours that its owner's day is later. answer, trust, back, redial: probabilities. talk: ln seconds. lines: calls at
#: the same time. cell, work: where it mostly is; roam: cells it moves among, 0 for a fixed line. imei, account, trunk:
#: 0 for none. born: seconds of the world before which it does not exist.
ROW: Final = np.dtype(
    [
        *((name, "i8") for name in ("number", "imei")),
        *((name, "i4") for name in ("outfit", "net", "region", "lines", "cell", "work", "roam", "account", "trunk")),
        *((name, "f8") for name in ("rate", "shift", "answer", "trust", "talk", "back", "redial", "born")),
        *((name, "?") for name in ("mailbox", "waiting", "fixed")),
    ]
)
_LIFE: Final = NAMES.index("life")
#: Cells of an area.
CELLS: Final = 400
_CARRIERS: Final = 7


@dataclass(frozen=True, slots=True)
class Population:
    """Rows in this order: people, members of outfits, silent numbers, unused numbers, people and machines in costly
    ranges abroad.

    Attributes:
        rows: (n,) of ROW.
        outfits: (k,) of OUTFIT.
        members: rows of each outfit.
        people: how many rows are people.
        callable: rows that strangers may dial, unused ones apart.
        dead, families, machines: rows of unused numbers, and of people and machines in costly ranges.
    """

    rows: Table
    outfits: Table
    members: list[Any]
    people: int
    callable: Any
    dead: Any
    families: Any
    machines: Any


def ordinary(rng: np.random.Generator, habits: Habits, count: int) -> Table:
    """(count,) of ROW: ordinary subscribers of this network, without numbers."""
    rows = np.zeros(count, ROW)
    rows["outfit"], rows["lines"], rows["born"] = -1, 1, -1.0
    rows["rate"] = habits.activity * np.exp(habits.inequality * rng.standard_normal(count))
    rows["shift"] = rng.normal(0.0, 1.0, count)
    rows["answer"] = np.clip(rng.normal(habits.answer, 0.15, count), 0.05, 0.98)
    rows["trust"] = np.clip(rng.normal(habits.trust, 0.2, count), 0.03, 1.0)
    rows["talk"] = np.log(habits.talk) + rng.normal(0.0, 0.45, count)
    rows["back"] = np.clip(rng.normal(habits.call_back, 0.2, count), 0.0, 1.0)
    rows["redial"] = np.clip(rng.normal(habits.redial, 0.2, count), 0.0, 0.97)
    rows["mailbox"] = rng.random(count) < habits.voicemail
    rows["waiting"] = rng.random(count) < habits.waiting
    areas = len(habits.country.fixed)
    weights = 1.0 / np.arange(1, areas + 1)
    rows["region"] = rng.choice(areas, count, p=weights / weights.sum())
    rows["cell"], rows["work"] = rng.integers(CELLS, size=(2, count))
    rows["work"] = np.where(rng.random(count) < 0.45, rows["cell"], rows["work"])
    rows["roam"] = 1 + rng.poisson(2.0, count)
    # Families share an account.
    rows["account"] = 1 + np.cumsum(rng.random(count) < 0.7)
    return rows


def draw_people(rng: np.random.Generator, habits: Habits, clock: Clock, numbers: Numbers, callers: int) -> Table:
    """As many people as are needed for about `callers` of them to place a call in the world."""
    rows = ordinary(rng, habits, 8 * callers + 50)
    outside = rng.random(len(rows)) < habits.outside
    # Of other networks' customers only the calls that come in here are seen.
    rows["rate"] *= np.where(outside, rng.uniform(0.1, 0.5), 1.0)
    calling = 1.0 - np.exp(-0.9 * rows["rate"] * clock.days(_LIFE))
    rows = rows[: int(np.searchsorted(np.cumsum(calling), callers)) + 1].copy()
    outside = outside[: len(rows)]
    rows["net"][outside] = OUTSIDE
    rows["account"][outside] = 0
    rows["trunk"][outside] = 1 + rng.integers(_CARRIERS, size=int(outside.sum()))
    number_rows(rng, numbers, rows, rng.random(len(rows)) < habits.fixed)
    rows["imei"] = np.where(rows["fixed"] | outside, 0, draw_imeis(rng, len(rows)))
    for column in ("imei", "cell", "work", "region"):
        twin = np.flatnonzero((rng.random(len(rows)) < habits.dual / 2) & ~rows["fixed"] & ~outside)[1:]
        rows[column][twin] = rows[column][twin - 1]
    return rows


def number_rows(rng: np.random.Generator, numbers: Numbers, rows: Table, fixed: Any) -> None:
    """Give scattered numbers to rows, those of `fixed` (bools) on fixed lines of their areas."""
    for line, where in ((MOBILE, np.flatnonzero(~fixed)), (FIXED, np.flatnonzero(fixed))):
        if len(where):
            rows["number"][where], place = numbers.scattered(len(where), line)
            if line == FIXED:
                rows["region"][where] = place
    rows["fixed"] = fixed
    rows["roam"][fixed] = 0


def draw_silent(rng: np.random.Generator, habits: Habits, numbers: Numbers, callers: int) -> tuple[Table, Table]:
    """Numbers that place no calls of their own accord, and unused ones."""
    silent = ordinary(rng, habits, max(50, int(habits.silent * callers)))
    silent["rate"] = 0.0
    silent["back"] *= 0.5
    silent["net"] = np.where(rng.random(len(silent)) < 0.7, OUTSIDE, HOME)
    number_rows(rng, numbers, silent, rng.random(len(silent)) < habits.fixed)
    dead = ordinary(rng, habits, max(50, int(habits.dead * callers)))
    dead["rate"], dead["net"] = 0.0, DEAD
    number_rows(rng, numbers, dead, rng.random(len(dead)) < 0.3)
    return silent, dead


def draw_costly(rng: np.random.Generator, habits: Habits, numbers: Numbers, callers: int) -> tuple[Table, Table]:
    """Numbers of costly ranges abroad: people, who are honestly called; and machines, on whom somebody earns."""
    rows = ordinary(rng, habits, max(300, callers // 8))
    rows["rate"], rows["net"], rows["mailbox"] = 0.0, FOREIGN, False
    rows["number"], rows["region"] = numbers.costly(len(rows))
    rows["region"] += 1000
    people, machines = rows[::2].copy(), rows[1::2].copy()
    people["back"] *= 0.4
    machines["lines"], machines["trust"], machines["back"] = 50, 1.0, 0.0
    machines["answer"] = np.clip(rng.normal(0.8, 0.2, len(machines)), 0.1, 0.99)
    return people, machines
