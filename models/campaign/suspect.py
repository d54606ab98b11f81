"""Suspects: what is kept of a number from its suspicious calls, bounded, so that like ones can be found together."""

from __future__ import annotations

import math
from typing import Final

import msgspec

from models.campaign.event import Event, SuspectCall
from models.number_info import region_of
from models.rules.rule import SEVERITIES
from models.standing import CLEARED
from models.verdict import DANGEROUS, SUSPICIOUS

HOUR_MS: Final = 3_600_000
#: How many of each are remembered of a suspect, the latest. Fraudsters use few cells and handsets; 64 callees tell
#: whether two numbers work through one list.
CELLS, HANDSETS, GROUPS, REGIONS, CALLEES, HOURS = 16, 8, 8, 16, 64, 24
#: A running mean forgets: one call counts at least so much, so that a changed habit shows within some 30 calls.
_LEAST_SHARE: Final = 1 / 30
#: What a raise says of the type, against a call: a shared handset is called a SIM box whatever its cards are used for.
_HINT: Final = 0.1


class Suspect(msgspec.Struct):
    """A number with a suspicious call, or raised by its block, handset or trunk.

    Attributes:
        id, number: the number, as an id and as people read it.
        first_ms, last_ms: end of its first and its latest suspicious call or raise, ms since the epoch.
        calls: calls that it had placed by its latest suspicious one.
        reached: what had come of them by then (`event.SuspectCall`).
        suspicious: suspicious calls.
        raises: how often it was raised.
        own_risk: the highest at a call of its own, 0-100, as far as it was at least doubtful.
        risk: at the latest event, 0-100.
        peak_risk: the highest, 0-100.
        types: code of a fraud type -> how much risk spoke for it, in units of 100; a raise says a tenth of what a call
            does.
        behaviour: running mean of `event.BEHAVIOUR`; empty without a call of its own.
        cells, handsets: hashes, the latest last; at most `CELLS`, `HANDSETS`.
        groups: ids of the blocks, handsets and trunks that raised it; at most `GROUPS`.
        origins, targets: hashes of regions called from and called; at most `REGIONS` each.
        country: ISO code of its own country, "" = none.
        countries: ISO codes of the countries called; at most `REGIONS`.
        callees: ids of numbers called, the latest last; at most `CALLEES`.
        callees_cut: whether more callees were called than are remembered.
        hours: [hours since the epoch, suspicious calls], rising; at most `HOURS`.
        campaign: id of its campaign, "" = none.
        core: whether it was a core of a cluster at the last tick.
        dangerous: whether it was DANGEROUS at a call of its own.
        spared: numbers that it first called, as far as `callees` remembers, after that: whom blocking it would have
            spared.
        held, held_ms: risk that its campaign raised it to, 0-100, and when it did so first; 0 = it raised it to none.
        rules: ids of the active rules that fired on its calls; severity: the gravest of theirs, "" = none fired.
        far: of one that joined for the company it keeps, how far it is from that, 0-1.
    """

    id: int
    number: str
    first_ms: int
    last_ms: int
    calls: int = 0
    suspicious: int = 0
    raises: int = 0
    risk: float = 0.0
    peak_risk: float = 0.0
    types: dict[int, float] = {}
    behaviour: list[float] = []
    cells: list[int] = []
    handsets: list[int] = []
    groups: list[int] = []
    origins: list[int] = []
    targets: list[int] = []
    country: str = ""
    countries: list[str] = []
    callees: list[int] = []
    callees_cut: bool = False
    hours: list[list[int]] = []
    campaign: str = ""
    core: bool = False
    dangerous: bool = False
    spared: int = 0
    held: float = 0.0
    held_ms: int = 0
    rules: list[str] = []
    severity: str = ""
    far: float = 0.0
    own_risk: float = 0.0
    reached: int = 0

    @property
    def own(self) -> bool:
        """Whether it is suspicious by itself: at a call, or it was raised and one of its calls was at least doubtful.

        Others are watched, or a campaign raised them.
        """
        return self.peak_risk >= SUSPICIOUS and self.own_risk >= CLEARED

    @property
    def fraud_type(self) -> int:
        """Code of the type for which most risk spoke, the lowest of equals; 0 = none."""
        return min(self.types, key=lambda code: (-self.types[code], code), default=0)

    @property
    def abroad(self) -> list[int]:
        """The foreign countries called, as numbers."""
        return [ord(code[0]) * 256 + ord(code[1]) for code in self.countries if code != self.country]

    @property
    def weight(self) -> float:
        """What it counts for when clusters are compared: risk in units of 100, grown by its calls' square root."""
        return round(self.peak_risk / 100.0 * math.sqrt(max(1, self.suspicious)), 6)


def new_suspect(event: Event) -> Suspect:
    """A suspect that is to see this event, its first."""
    return Suspect(event.id, event.number, event.end_ms, event.end_ms, country=region_of(event.id))


def see(suspect: Suspect, event: Event) -> None:
    """Let a suspect see an event of its own, in canonical order.

    >>> from models.campaign.event import RaisedMember
    >>> raised = RaisedMember("+1", 1, 9, 5000, 60.0, 1, 0, 7, 1)
    >>> one = new_suspect(raised)
    >>> see(one, raised)
    >>> one.raises, one.suspicious, one.groups, one.fraud_type
    (1, 0, [9], 1)
    """
    suspect.first_ms = min(suspect.first_ms, event.end_ms)
    suspect.last_ms = max(suspect.last_ms, event.end_ms)
    suspect.risk = event.risk
    suspect.peak_risk = max(suspect.peak_risk, event.risk)
    if event.fraud_type:
        said = event.risk / 100.0 * (1.0 if isinstance(event, SuspectCall) else _HINT)
        suspect.types[event.fraud_type] = suspect.types.get(event.fraud_type, 0.0) + said
    if isinstance(event, SuspectCall):
        _see_call(suspect, event)
    else:
        suspect.raises += 1
        _note(suspect.groups, event.group, GROUPS)


def _see_call(suspect: Suspect, call: SuspectCall) -> None:
    suspect.number = call.number  # whoever raised it may not have known the text of an opaque one
    suspect.calls = max(suspect.calls, call.calls)
    suspect.reached = max(suspect.reached, call.reached)
    suspect.suspicious += 1
    suspect.own_risk = max(suspect.own_risk, call.risk)
    if call.rules:
        suspect.rules = sorted({*suspect.rules, *call.rules})
        suspect.severity = max(suspect.severity or call.severity, call.severity, key=SEVERITIES.index)
    share = max(1 / suspect.suspicious, _LEAST_SHARE)
    if suspect.behaviour:
        pairs = zip(suspect.behaviour, call.behaviour, strict=True)
        suspect.behaviour = [old + share * (new - old) for old, new in pairs]
    else:
        suspect.behaviour = list(call.behaviour)
    for kept, value, most in (
        (suspect.cells, call.cell, CELLS),
        (suspect.handsets, call.handset, HANDSETS),
        (suspect.origins, call.origin, REGIONS),
        (suspect.targets, call.target, REGIONS),
    ):
        if value:
            _note(kept, value, most)
    country = region_of(call.callee)
    if country and country not in suspect.countries and len(suspect.countries) < REGIONS:
        suspect.countries.append(country)
    if call.callee not in suspect.callees:
        suspect.callees_cut |= len(suspect.callees) == CALLEES
        suspect.spared += suspect.dangerous
    suspect.dangerous |= call.risk >= DANGEROUS
    _note(suspect.callees, call.callee, CALLEES)
    count_hour(suspect.hours, call.end_ms, 1, HOURS)


def _note(kept: list[int], value: int, most: int) -> None:
    """Remember a value as the latest."""
    if kept and kept[-1] == value:
        return
    if value in kept:
        kept.remove(value)
    kept.append(value)
    del kept[:-most]


def count_hour(series: list[list[int]], at_ms: int, count: int, most: int) -> None:
    """Add to the hour of a moment in a series of [hours since the epoch, count], of which the latest are kept.

    >>> series = [[1, 5]]
    >>> count_hour(series, 2 * HOUR_MS, 3, 2)
    >>> count_hour(series, 1 * HOUR_MS, 1, 2)
    >>> series
    [[1, 6], [2, 3]]
    """
    hour = at_ms // HOUR_MS
    for place in range(len(series) - 1, -1, -1):
        if series[place][0] == hour:
            series[place][1] += count
            return
        if series[place][0] < hour:
            series.insert(place + 1, [hour, count])
            break
    else:
        series.insert(0, [hour, count])
    del series[:-most]
