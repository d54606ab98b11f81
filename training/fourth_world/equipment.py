"""Handsets, cells, accounts and trunks of a campaign."""

from __future__ import annotations

from typing import Literal, NamedTuple

from training.fourth_world.lines import Line
from training.fourth_world.recruits import Recruits
from training.fourth_world.society import Society

#: Each line its own, each line one of a pool, each call any of the pool.
Handsets = Literal["own", "shared", "rotating"]


class Kit(NamedTuple):
    """What a campaign's lines have in common.

    Attributes:
        mobile, abroad: of its numbers.
        handsets, pool: how handsets are used, and the shared ones.
        cells: where its lines are; None leaves them their own.
        trunk: for landlines.
        account: for all, or "" for each its own.
        elsewhere: whether its SIMs are another operator's.
    """

    mobile: bool
    abroad: str
    handsets: Handsets
    pool: list[str]
    cells: list[str] | None
    trunk: str
    account: str
    elsewhere: bool


def draw_kit(society: Society, kind: str, recruits: Recruits, region: str) -> Kit:
    """Draw it for lines that sit in a region."""
    draws, mobile = society.draws, recruits.mobile
    handsets = _handsets(society, kind)
    pool = [society.handset() for _ in range(max(1, len(recruits.lines) // draws.whole(2, 9)))]
    there = society.habits.cells[region]
    cells = [draws.choose(there) for _ in range(1 if draws.chance(0.55) else draws.whole(2, 9))]
    if len(cells) == 2:  # two would be taken for those by night and by day
        cells = cells[:1]
    own_cells = draws.chance(0.35) and kind != "sim_box"
    account, trunk = society.account(), society.trunk()
    one_account = draws.chance(0.4) or not mobile
    elsewhere = mobile and kind not in ("sim_box", "irsf") and draws.chance(society.habits.elsewhere)
    return Kit(
        mobile=mobile,
        abroad=recruits.abroad,
        handsets=handsets,
        pool=pool,
        cells=None if own_cells else cells,
        trunk=trunk,
        account=account if one_account else "",
        elsewhere=elsewhere,
    )


def _handsets(society: Society, kind: str) -> Handsets:
    """All ways alike; a SIM box seldom gives each SIM its own."""
    if kind == "sim_box":
        ways: tuple[Handsets, ...] = ("shared", "rotating", "own")
        return ways[int(3 * society.draws.random() ** 1.6)]
    return society.draws.one_of("own", "shared", "rotating")


def equip(society: Society, line: Line, kit: Kit) -> None:
    """Give a line its part."""
    if kit.cells and line.cells:
        line.cells = kit.cells
    if kit.handsets != "own" and line.handsets:
        line.handsets = [society.draws.choose(kit.pool)] if kit.handsets == "shared" else kit.pool
    line.account = kit.account or line.account
    if not kit.mobile:
        line.trunk = kit.trunk
    if kit.abroad:
        line.abroad, line.trunk, line.account = f"+{kit.abroad}", society.international_trunk(), ""
    elif kit.elsewhere:
        line.leave_operator(society.operator_trunk())
