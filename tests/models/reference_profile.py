"""A second implementation of the profile, slow and plain: it keeps every call and computes each field by its meaning.

It shares nothing with the kernel but the layout (`models.profile`). Where the kernel counts into panes and clears what
it overtakes, this counts, among all calls that were accepted, those whose pane the ring holds in the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import phonenumbers

from models.number_id import KIND_HANDSET, kind_of, mixed_one
from models.profile import new_profiles
from models.ranges import HIGH_RISK

U16, U32 = 65_535, 2**32 - 1
FIVE_MINUTES, QUARTER, HOUR, DAY, FORTNIGHT = 300, 900, 3600, 86_400, 14 * 86_400


class Heard(NamedTuple):
    """A leg that counted; `cell` and `handset` are 0 when not told, `country` 0 when unknown."""

    end: int
    other: int
    ms: int
    answered: bool
    night: bool
    origin: int
    target: int
    cell: int
    handset: int
    country: int
    abroad: bool
    costly: bool
    overlapping: bool
    near: bool
    new: bool
    high: int
    low: int

    @property
    def short(self) -> bool:
        """Answered, and over within six seconds."""
        return self.answered and self.ms <= 6000


def mixed(number: int) -> int:
    """SplitMix64 of an id, in Python's own integers."""
    return mixed_one(number)


def mark_of(leg: Any) -> tuple[int, int]:
    """The 40 bits by which a call is remembered; not all of them may be 0."""
    high, low = int(leg["call_hash"]) >> 32, int(leg["call_hash"]) & 255
    return (high, low) if high or low else (0, 1)


def country(number: int) -> int:
    """Calling code of a number's country, with the area code of +1's islands; 0 for what has none."""
    text = str(number)
    if kind_of(number):
        return 0
    for island in HIGH_RISK:
        if island.startswith("1") and text.startswith(island):
            return int(island)
    return next((code for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE if text.startswith(str(code))), 0)


def costly(number: int) -> bool:
    """Whether a number is in a high-risk range."""
    return kind_of(number) == 0 and str(number).startswith(HIGH_RISK)


class ReferenceProfile:
    """One subject's profile as the list of its calls.

    Args:
        retention: seconds of silence after which it starts afresh.
        subject: its id.
    """

    def __init__(self, retention: int, subject: int) -> None:
        self.retention = retention
        self.is_group = kind_of(subject) >= KIND_HANDSET
        self.out: list[Heard] = []
        self.into: list[Heard] = []
        self.lanes: dict[int, list[tuple[int, int]]] = {lane: [] for lane in range(4)}
        self.members: list[int] = []
        self.watched = 0
        self.gap_mean = self.gap_m2 = self.talk_mean = self.talk_m2 = np.float32(0)

    def fold(self, leg: Any, lane: int) -> str:
        """Apply one leg; says what became of it."""
        if leg["direction"]:
            return self._into(leg, lane)
        if not self.is_group:
            return self._out(leg, int(leg["subject"]), int(leg["context"]) >> 32, int(leg["context"]) & U32)
        member = int(leg["context"])
        fate = self._out(leg, member, 0, 0)
        if fate != "duplicate":
            self.into.append(self._heard(leg, other=member))
            if member not in self.members[-12:]:
                self.members.append(member)
        return fate

    def _heard(self, leg: Any, **more: Any) -> Heard:
        high, low = mark_of(leg)
        nothing = Heard(
            int(leg["end_ms"]) // 1000, int(leg["other"]), int(leg["duration_ms"]), int(leg["disposition"]) == 0,
            bool(leg["night"]), int(leg["origin"]), int(leg["target"]), 0, 0, 0, False, False, False, False, False,
            high, low,
        )  # fmt: skip
        return nothing._replace(**more)

    def _out(self, leg: Any, caller: int, cell: int, handset: int) -> str:
        end, callee = int(leg["end_ms"]) // 1000, int(leg["other"])
        fate = "counted"
        if self.out and end > newest(self.out) + self.retention:
            self.out, fate = [], "afresh"
            self.gap_mean = self.gap_m2 = self.talk_mean = self.talk_m2 = np.float32(0)
        if mark_of(leg) in [(call.high, call.low) for call in self.out[-64:]]:
            return "duplicate"
        if self.out and end >= newest(self.out):
            gap = math.log1p(end - newest(self.out))
            self.gap_mean, self.gap_m2 = welford(self.gap_mean, self.gap_m2, gap, len(self.out))
        self.watched = max(self.watched, int(leg["watched"]))
        before, last = newest(self.out), self.out[-1].other if self.out else 0
        began = (int(leg["end_ms"]) - int(leg["duration_ms"])) // 1000
        head = max(end, before)
        acquaintance = mixed(callee) >> 8 & 511
        known = {mixed(call.other) >> 8 & 511 for call in held(self.out, FORTNIGHT, 2, head)}
        there, home = country(callee), country(caller)
        abroad = there > 0 and home > 0 and there != home
        call = self._heard(
            leg,
            cell=cell,
            handset=handset,
            country=there,
            abroad=abroad,
            costly=abroad and costly(callee),
            overlapping=bool(self.out) and began < before,
            near=kind_of(callee) == kind_of(last) == 0 and 0 < abs(callee - last) <= 1000,
            new=acquaintance not in known,
        )
        self.out.append(call)
        if call.answered:
            count = sum(one.answered for one in self.out)
            self.talk_mean, self.talk_m2 = welford(
                self.talk_mean, self.talk_m2, math.log1p(call.ms // 1000), count
            )  # fmt: skip
        return fate if held([call], FORTNIGHT, 2, head) else "late"

    def _into(self, leg: Any, lane: int) -> str:
        recent = self.lanes[lane]
        if mark_of(leg) in recent[-6:]:
            return "duplicate"
        recent.append(mark_of(leg))
        self.into.append(self._heard(leg))
        return "counted" if held(self.into[-1:], FORTNIGHT, 2, newest(self.into)) else "late"

    def record(self) -> np.void:
        """The profile as a record of `PROFILE`; without the verdict."""
        record: np.void = new_profiles(1)[0]
        self._write_out(record)
        self._write_in(record)
        return record

    def _write_out(self, p: np.void) -> None:
        calls, head = self.out, newest(self.out)
        p["gap_mean"], p["gap_m2"], p["talk_mean"], p["talk_m2"] = (
            self.gap_mean, self.gap_m2, self.talk_mean, self.talk_m2,
        )  # fmt: skip
        if not calls:
            return
        p["watched"] = self.watched
        p["out_first"], p["out_last"] = min(call.end for call in calls), head
        p["out_ms"] = sum(call.ms for call in calls)
        p["out_calls"] = len(calls)
        p["out_answered"] = sum(call.answered for call in calls)
        p["out_short"] = sum(call.short for call in calls)
        p["out_night"] = sum(call.night for call in calls)
        p["out_new"] = sum(call.new for call in calls)
        p["out_new_answered"] = sum(call.new and call.answered for call in calls)
        p["out_new_s"] = sum(call.ms // 1000 for call in calls if call.new and call.answered)
        p["out_abroad"] = sum(call.abroad for call in calls)
        p["out_costly"] = sum(call.costly for call in calls)
        p["out_costly_s"] = sum(call.ms // 1000 for call in calls if call.costly)
        p["out_overlap"] = sum(call.overlapping for call in calls)
        p["out_near"] = sum(call.near for call in calls)
        p["last_callee"] = calls[-1].other
        panes(p["out5_calls"], calls, FIVE_MINUTES, head, lambda call: 1)
        panes(p["out5_answered"], calls, FIVE_MINUTES, head, lambda call: call.answered)
        panes(p["out5_short"], calls, FIVE_MINUTES, head, lambda call: call.short)
        panes(p["out5_new"], calls, FIVE_MINUTES, head, lambda call: call.new)
        panes(p["out5_seconds"], calls, FIVE_MINUTES, head, lambda call: call.ms // 1000)
        panes(p["out60_calls"], calls, HOUR, head, lambda call: 1)
        panes(p["out60_answered"], calls, HOUR, head, lambda call: call.answered)
        panes(p["out60_new"], calls, HOUR, head, lambda call: call.new)
        bits(p["callees"], calls, QUARTER, head, lambda call: mixed(call.other) & 255)
        hardly = [call for call in calls if call.short or not call.answered]
        bits(p["missed"], hardly, DAY, head, lambda call: mixed(call.other) & 255)
        bits(p["out_known"], calls, FORTNIGHT, head, lambda call: mixed(call.other) >> 8 & 511)
        for field, name in (
            ("origins", "origin"), ("targets", "target"), ("cells", "cell"), ("handsets", "handset"),
            ("countries", "country"),
        ):  # fmt: skip
            told = attrgetter(name)
            some = [call for call in calls if told(call)]
            bits(p[field].reshape(2, 1), some, FORTNIGHT, head, lambda call, told=told: mixed(told(call)) & 63)  # type: ignore[misc]
        for place, call in enumerate(calls):
            p["ring_high"][place % 64], p["ring_low"][place % 64] = call.high, call.low

    def _write_in(self, p: np.void) -> None:
        calls, head = self.into, newest(self.into)
        if not calls:
            return
        p["in_first"], p["in_last"] = min(call.end for call in calls), head
        p["in_ms"] = sum(call.ms for call in calls)
        p["in_calls"] = len(calls)
        p["in_answered"] = sum(call.answered for call in calls)
        panes(p["in60_calls"], calls, HOUR, head, lambda call: 1)
        bits(p["in_callers"], calls, DAY, head, lambda call: mixed(call.other) & 255)
        bits(p["in_known"], calls, FORTNIGHT, head, lambda call: mixed(call.other) >> 8 & 511)
        if self.is_group:
            places = p["lane_high"].reshape(12, 2)
            for place, member in enumerate(self.members):
                places[place % 12] = member >> 32, member & U32
            p["lane_next"][0] = len(self.members) % 12
            return
        for lane, marks in self.lanes.items():
            p["lane_next"][lane] = len(marks) % 6
            for place, (high, low) in enumerate(marks):
                p["lane_high"][lane][place % 6], p["lane_low"][lane][place % 6] = high, low

    def ring(self) -> list[int]:
        """Places of the ring of members, 0 = empty."""
        ring = [0] * 12
        for place, member in enumerate(self.members):
            ring[place % 12] = member
        return ring

    def facts(self) -> dict[str, float]:
        """What the profile says now, by the meanings in `models.facts`; linear counting is given by its formula."""
        return reference_facts(self)


def welford(mean: np.float32, m2: np.float32, value: float, count: int) -> tuple[np.float32, np.float32]:
    """Running mean and sum of squares after one value more, kept in float32."""
    delta = value - float(mean)
    mean = np.float32(float(mean) + delta / count)
    return mean, np.float32(float(m2) + delta * (value - float(mean)))


def distinct(marks: Iterable[int], bits: int) -> float:
    """Linear counting of values that set these bits; a full sketch counts as if half a bit were left."""
    return -bits * math.log(max(bits - len(set(marks)), 0.5) / bits)


def reference_facts(profile: ReferenceProfile) -> dict[str, float]:
    """See `ReferenceProfile.facts`."""
    calls, into = profile.out, profile.into
    now = newest(calls)
    hour, day = held(calls, FIVE_MINUTES, 12, now), held(calls, HOUR, 24, now)
    # What was received counts in its own windows, as far as they are not older than those of the calls placed.
    came = newest(into)

    def near512(of: Iterable[Heard]) -> set[int]:
        return {mixed(call.other) >> 8 & 511 for call in of}

    def near256(of: Iterable[Heard]) -> set[int]:
        return {mixed(call.other) & 255 for call in of}

    known = near512(held(calls, FORTNIGHT, 2, now))
    callers = near512(call for call in held(into, FORTNIGHT, 2, came) if call.end // FORTNIGHT >= now // FORTNIGHT - 1)
    back = near256(call for call in held(into, DAY, 2, came) if call.end // DAY >= now // DAY - 1)
    rung = near256(call for call in held(calls, DAY, 2, now) if call.short or not call.answered)
    month = held(calls, FORTNIGHT, 2, now)
    answered = sum(call.answered for call in calls)
    first = min([call.end for call in calls] + [call.end for call in into])
    return {
        "calls": len(calls),
        "answered": answered,
        "short": sum(call.short for call in calls),
        "night": sum(call.night for call in calls),
        "new": sum(call.new for call in calls),
        "new_answered": sum(call.new and call.answered for call in calls),
        "new_seconds": sum(call.ms // 1000 for call in calls if call.new and call.answered),
        "calls_5m": len(held(calls, FIVE_MINUTES, 2, now)),
        "calls_1h": len(hour),
        "calls_24h": len(day),
        "answered_1h": sum(call.answered for call in hour),
        "short_1h": sum(call.short for call in hour),
        "new_1h": sum(call.new for call in hour),
        "new_24h": sum(call.new for call in day),
        "answered_24h": sum(call.answered for call in day),
        "seconds_1h": sum(
            min(sum(call.ms // 1000 for call in hour if call.end // FIVE_MINUTES == pane), U16)
            for pane in {call.end // FIVE_MINUTES for call in hour}
        ),
        "hours_active": len({call.end // HOUR for call in day}),
        "callees_1h": min(distinct(near256(held(calls, QUARTER, 4, now)), 256), len(calls)),
        "callees": min(distinct(known, 512), len(calls)),
        "mean_seconds": sum(call.ms for call in calls) / 1000 / max(1, answered),
        "duration_spread": math.sqrt(max(0.0, float(profile.talk_m2)) / max(1, answered)),
        "received": len(into),
        "received_answered": sum(call.answered for call in into),
        "received_24h": len([call for call in held(into, HOUR, 24, came) if call.end // HOUR > now // HOUR - 24]),
        "callers": min(distinct(callers, 512), len(into)),
        "mutual": distinct(known & callers, 512),
        "rung": distinct(rung, 256),
        "returned": distinct(rung & back, 256),
        "age_h": max(0, now - first) / 3600,
        "active_h": (now - min(call.end for call in calls)) / 3600,
        "watched_h": profile.watched / 8,
        "gap_spread": math.sqrt(max(0.0, float(profile.gap_m2)) / max(1, len(calls) - 1)),
        **{
            f"{name}s" if name != "country" else "countries": distinct(
                {mixed(getattr(call, name)) & 63 for call in month if getattr(call, name)}, 64
            )
            for name in ("origin", "target", "cell", "handset", "country")
        },
        "abroad": sum(call.abroad for call in calls),
        "costly": sum(call.costly for call in calls),
        "costly_seconds": sum(call.ms // 1000 for call in calls if call.costly),
        "overlapping": sum(call.overlapping for call in calls),
        "near": sum(call.near for call in calls),
        "siblings": 0,
        "siblings_strange": 0,
        "siblings_evidence": 0,
        # Two days up to the last call received, or placed through it: of a handset or trunk these are its members.
        "members": distinct(near256(held(into, DAY, 2, came)), 256),
    }


def newest(calls: list[Heard]) -> int:
    """End of the latest call, 0 for none."""
    return max((call.end for call in calls), default=0)


def held(calls: Iterable[Heard], seconds: int, ring: int, head: int) -> list[Heard]:
    """Calls in the last `ring` panes of so many seconds, the pane of `head` being the last."""
    return [call for call in calls if head // seconds - ring < call.end // seconds <= head // seconds]


def panes(out: Any, calls: list[Heard], seconds: int, head: int, amount: Callable[[Heard], int]) -> None:
    """Sum an amount per pane; a sum that does not fit stays at its highest value."""
    for call in held(calls, seconds, len(out), head):
        slot = call.end // seconds % len(out)
        out[slot] = min(int(out[slot]) + amount(call), U16)


def bits(out: Any, calls: list[Heard], seconds: int, head: int, bit: Callable[[Heard], int]) -> None:
    """Set a bit per call in the generation of its time."""
    for call in held(calls, seconds, len(out), head):
        place = bit(call)
        out[call.end // seconds % len(out)][place // 64] |= np.uint64(1 << place % 64)
