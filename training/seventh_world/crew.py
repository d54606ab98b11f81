"""The numbers of outfits, and the whole population put together."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from training.second_world.scenario import FLOOD
from training.seventh_world.countries import ABROAD_RANGES
from training.seventh_world.curves import Clock
from training.seventh_world.habits import Habits
from training.seventh_world.handsets import draw_imeis
from training.seventh_world.kinds import ABROAD, FIXED, NO_HANDSET, SHARED_HANDSETS, Table
from training.seventh_world.numbers import Numbers
from training.seventh_world.outfits import HACKABLE, KINDS, draw_campaigns, draw_honest
from training.seventh_world.population import (
    CELLS,
    FOREIGN,
    Population,
    draw_costly,
    draw_people,
    draw_silent,
    ordinary,
)
from training.seventh_world.scenario import SeventhScenario

#: Trunks and accounts of outfits are numbered from here on.
_FIRST: Final = 1_000_000


def populate(rng: np.random.Generator, habits: Habits, scenario: SeventhScenario, clock: Clock) -> Population:
    """Draw everybody of a world."""
    numbers = Numbers(rng, habits.country, habits.density)
    outfits = np.concatenate((draw_honest(rng, habits, scenario), draw_campaigns(rng, scenario)))
    honest = int(np.count_nonzero(outfits["campaign"] < 0))
    size = int(outfits["numbers"][:honest].sum())
    people = draw_people(rng, habits, clock, numbers, max(100, int(0.95 * scenario.callers) - size))
    silent, dead = draw_silent(rng, habits, numbers, scenario.callers)
    parts, first = [people], len(people)
    members: list[Any] = []
    hackable = [at for at in range(honest) if KINDS[outfits["kind"][at]].name in HACKABLE]
    # Large exchanges are hacked first, mostly.
    hackable.sort(key=lambda at: float(outfits["numbers"][at] * rng.random()))
    for at, outfit in enumerate(outfits):
        name = KINDS[outfit["kind"]].name
        if name == "pbx_hacking" and hackable:
            lines = members[hackable.pop()]
            members.append(lines[: int(outfit["numbers"])])
            continue
        near = rng.choice(people["number"], int(outfit["numbers"])) if name == FLOOD else None
        rows = _crew(rng, habits, numbers, outfit, clock, near)
        rows["outfit"] = at
        members.append(np.arange(first, first + len(rows)))
        parts.append(rows)
        first += len(rows)
    families, machines = draw_costly(rng, habits, numbers, scenario.callers)
    end = np.cumsum([first, len(silent), len(dead), len(families), len(machines)])
    rows = np.concatenate((*parts, silent, dead, families, machines))
    mine = np.flatnonzero(rows["outfit"] >= 0)
    honest_rows = mine[outfits["campaign"][rows["outfit"][mine]] < 0]
    return Population(
        rows=rows,
        outfits=outfits,
        members=members,
        people=len(people),
        callable=np.concatenate((np.arange(len(people)), honest_rows, np.arange(end[0], end[1]))),
        dead=np.arange(end[1], end[2]),
        families=np.arange(end[2], end[3]),
        machines=np.arange(end[3], end[4]),
    )


def _crew(rng: np.random.Generator, habits: Habits, numbers: Numbers, outfit: Table, clock: Clock, near: Any) -> Table:
    """The rows of one outfit; `near` are the numbers that invented ones are to resemble, None for real ones."""
    count = int(outfit["numbers"])
    rows = ordinary(rng, habits, count)
    rows["rate"] *= outfit["life"]
    line, width = int(outfit["line"]), int(outfit["spacing"])
    if near is not None:
        rows["number"] = numbers.invented(near, valid=bool(rng.random() < 0.65))
        rows["net"] = FOREIGN
    else:
        rows["number"], place = numbers.scattered(count, line) if width == 0 else numbers.near(count, line, width)
        rows["region"] = {FIXED: place, ABROAD: 1000 + np.asarray(place)}.get(line, rows["region"][0])
    rows["fixed"] = line == FIXED
    rows["lines"] = max(1, int(outfit["lines"]))
    if outfit["life"] == 0.0:
        rows["answer"], rows["trust"] = outfit["answers"], 1.0
        rows["mailbox"] = False
    rows["back"] = np.clip(rows["back"] * outfit["returns"], 0.0, 1.0)
    _place(rng, rows, outfit)
    if line == ABROAD or near is not None:
        rows["net"], rows["roam"], rows["imei"], rows["account"] = FOREIGN, 0, 0, 0
        if near is not None:
            rows["region"] = 1000 + int(rng.integers(len(ABROAD_RANGES)))
        rows["trunk"] = 1 + int(rng.integers(7))
    fresh = rng.random(count) < outfit["fresh"]
    rows["born"][fresh] = rng.uniform(0.0, 0.8 * clock.seconds, int(fresh.sum()))
    return rows


def _place(rng: np.random.Generator, rows: Table, outfit: Table) -> None:
    """Cells, handsets, trunks and accounts of an outfit's rows."""
    count = len(rows)
    if outfit["life"] == 0.0 or rng.random() < 0.4:
        # Whoever works together is in one place, or moves between a few.
        cells = rng.integers(CELLS, size=1 + int(rng.integers(1 + count // 4)))
        rows["cell"], rows["work"] = rng.choice(cells, (2, count))
    rows["roam"] = 0 if rows["fixed"][0] else np.maximum(1, int(outfit["roam"]))
    pool = draw_imeis(rng, count)
    if outfit["handsets"] == SHARED_HANDSETS:
        pool = rng.choice(pool[: 1 + int(rng.integers(1 + count // 3))], count)
    rows["imei"] = 0 if outfit["handsets"] == NO_HANDSET or rows["fixed"][0] else pool
    trunks = int(rng.integers(1, 3))
    if rows["fixed"][0] or outfit["handsets"] == NO_HANDSET:
        rows["trunk"] = _FIRST + int(rng.integers(_FIRST)) + rng.integers(trunks, size=count)
    one = rng.random() < (0.8 if outfit["life"] == 0.0 else 0.3)
    base = _FIRST + int(rng.integers(_FIRST))
    rows["account"] = base if one else rng.integers(_FIRST, 2 * _FIRST, size=count)
