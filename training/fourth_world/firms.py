"""Founds honest firms and services, and such as fraud will break into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from training.fourth_world.clock import Hours, Shift
from training.fourth_world.intentions import Burst, Call, Work
from training.fourth_world.lines import Line
from training.fourth_world.manners import Manner
from training.fourth_world.numbering import Layout
from training.fourth_world.outfits import Outfit, Pick
from training.fourth_world.society import Society
from training.fourth_world.ties import befriend, plan_social


@dataclass(frozen=True, slots=True)
class Firm:
    """What a firm is like.

    Attributes:
        kind: for the truth.
        count: of its numbers.
        per_hour: calls of each, about; within a burst, of the burst.
        hours, weekends: when it works; weekends count only with hours.
        manner: of its calls.
        layout: of its numbers; None draws one.
        fixed: landlines on one trunk; otherwise SIMs.
        clients: people that it calls; 0 for ten hours' worth.
        inbound: demand for each of its numbers among all that people call; 0 for none.
        cells: of its SIMs: one for all, many for each, or their own.
        shared_handsets: whether a quarter as many handsets do for its SIMs.
        channels: calls at a time for each number.
        answers, seconds: share of calls to it that are taken, and their median length.
        burst: mean number of bursts, in which alone it calls; 0 for a firm that calls all the time.
        private: chance that a SIM is also its user's own telephone.
        late: when it begins, as a share of the world's time; None draws it, mostly 0.
        repeat, pick: how it chooses whom to call.
        gateways: numbers of its own that its lines report to, instead of clients; 0 for none.
        tests: whether its lines call one another as well.
        rung: whether strangers keep ringing one of its lines, 2 to 15 an hour.
    """

    kind: str
    count: int
    per_hour: float
    hours: Hours
    manner: Manner
    layout: Layout | None = None
    fixed: bool = True
    clients: int = 0
    inbound: float = 0.0
    cells: Literal["one", "many", "own"] = "one"
    shared_handsets: bool = False
    channels: int = 1
    answers: float = 0.9
    seconds: float = 100.0
    burst: float = 0.0
    private: float = 0.0
    late: float | None = None
    weekends: bool = False
    repeat: float = 0.1
    pick: Pick = "list"
    gateways: int = 0
    tests: bool = False
    rung: bool = False


class _Shared(NamedTuple):
    """What a firm's lines may have in common; an account of "" leaves each its own."""

    region: str
    trunk: str
    cell: str
    handsets: list[str]
    account: str


def found(society: Society, firm: Firm) -> Outfit:
    """Add a firm's lines and what they will do."""
    draws, numbering = society.draws, society.numbering
    gateways = [
        society.desk(numbering.free(numbering.fixed_block()), "", 0.97, 0.0)  # the device says how long a call lasts
        for _ in range(firm.gateways)
    ]
    late = firm.late
    if late is None:
        late = draws.even(0, 0.8) if draws.chance(0.15) else 0.0
    layout: Layout = firm.layout if firm.layout else draws.one_of("hundred", "hundred", "thousand", "scatter")
    region = draws.choose(society.habits.regions)
    numbers = numbering.reserve_many(firm.count, layout, fixed=firm.fixed)
    outfit = Outfit(
        kind=firm.kind,
        lines=[society.line(number, firm.kind, mobile=not firm.fixed) for number in numbers],
        manner=firm.manner,
        shift=Shift(firm.hours, firm.weekends),
        per_hour=firm.per_hour,
        evenness=draws.wide(0.8, 12.0),
        pick=firm.pick,
        repeat=firm.repeat,
    )
    outfit.returns = firm.inbound > 0 and draws.chance(0.8)
    clients = firm.clients or int(max(10, firm.count * firm.per_hour * 10))
    outfit.targets = gateways or society.some_people(clients, region if draws.chance(0.8) else "")
    shared = _Shared(
        region=region,
        trunk=society.trunk(),
        account=society.account(),
        cell=draws.choose(society.habits.cells[region]),
        handsets=[society.handset() for _ in range(max(1, firm.count // 4))],
    )
    if not draws.chance(0.8):
        shared = shared._replace(account="")
    for line in outfit.lines:
        _equip(society, firm, line, shared)
        _employ(society, firm, outfit, line, late * society.seconds)
    if firm.burst:
        _plan_bursts(society, outfit, firm.burst)
    if firm.tests:
        outfit.targets += outfit.lines
    return outfit


def _equip(society: Society, firm: Firm, line: Line, shared: _Shared) -> None:
    draws = society.draws
    line.region, line.channels, line.talk = shared.region, firm.channels, 1.0
    line.desk_answers, line.desk_seconds = firm.answers, draws.around(firm.seconds, 0.2)
    line.per_hour = firm.per_hour * draws.around(1, 0.35)
    if firm.fixed:
        line.trunk = shared.trunk
    elif firm.cells == "one":
        line.cells = [shared.cell]
    elif firm.cells == "many":
        line.cells = [draws.choose(society.habits.cells[shared.region]) for _ in range(12)]
    if not firm.fixed and firm.shared_handsets:
        line.handsets = shared.handsets if draws.chance(0.5) else [draws.choose(shared.handsets)]
    line.account = shared.account or line.account


def _employ(society: Society, firm: Firm, outfit: Outfit, line: Line, late: float) -> None:
    """Let a line work from a moment on, in seconds, be called, and perhaps have a private life as well."""
    draws = society.draws
    line.outfit = outfit
    if firm.inbound:
        society.desks.append(line)
        society.demand.append(society.demand[-1] + firm.inbound)
    line.start = late + draws.even(0, 3600.0)
    if not firm.burst:
        society.intentions.plan(line.start, Work(line))
    if firm.fixed or not firm.private or not draws.chance(firm.private):
        return
    befriend(society, line, society.some_people(draws.whole(2, 9), line.region), 3.0)
    plan_social(society, line, draws.wide(1, 7), line.start)
    for friend in line.ties:
        for _ in range(draws.poisson(0.5)):
            friend.knows.add(line.index)
            at = draws.even(line.start, max(society.seconds, line.start))
            society.intentions.plan(at, Call(friend, line, society.everyday.friend))


def _plan_bursts(society: Society, outfit: Outfit, mean: float) -> None:
    draws, clock = society.draws, society.clock
    most = max(16.0, min(200.0, 120 * society.scenario.scale + 20))  # a school of a small world is a small one
    for _ in range(max(1, draws.poisson(mean))):
        at = draws.even(0, society.seconds)
        if not clock.is_open(outfit.shift, at):
            at = clock.next_opening(outfit.shift, at) + draws.even(0, 7200)
        line = draws.choose(outfit.lines)
        society.intentions.plan(at, Burst(line, outfit, int(draws.wide(15, most))))
