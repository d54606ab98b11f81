"""The compiled part of rules: flat arrays, and the loops that run over them.

A rule is a run of conditions, `first[r]` to `first[r + 1]`, in groups. Group 0 must hold; every other group that holds
as a whole keeps the rule silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.kernel import kernel
from models.rules.rule import FRAUD_TYPES, SEVERITIES, Condition, Rule

#: Rules of one subject in a set: as many as a mask has bits.
MAX_RULES = 64


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """`R` rules of one subject with `C` conditions altogether.

    Attributes:
        rules: the rules; bit `k` of a mask stands for `rules[k]`.
        first: (R + 1,) int32, where the conditions of each rule begin.
        group: (C,) int32, 0 for what must hold, then 1, 2, ... for the exceptions of a rule.
        fact, per: (C,) int32 columns of the facts; `per` is -1 where nothing is divided by.
        low, high: (C,) float32 bounds, -inf and inf where there is none.
        risk, most: (R,) float32, the least and the most that a risk may be; 0 and 100 for rules that are not active.
        order: (R,) int32, indexes of the active rules from the one that names the type first to the last, then of the
            report-only ones, then of those that only hold a risk down.
        kind: (R,) uint8 codes of `FRAUD_TYPES`, 0 for rules that hold a risk down.
        active: how many rules of `order` accuse.
    """

    rules: tuple[Rule, ...]
    first: NDArray[np.int32]
    group: NDArray[np.int32]
    fact: NDArray[np.int32]
    per: NDArray[np.int32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    risk: NDArray[np.float32]
    most: NDArray[np.float32]
    order: NDArray[np.int32]
    kind: NDArray[np.uint8]
    active: int


def compiled(rules: Sequence[Rule], facts: Sequence[str]) -> Compiled:
    """Compile at most `MAX_RULES` rules of one subject for rows of these facts."""
    column = {name: index for index, name in enumerate(facts)}
    parts: list[tuple[int, Condition]] = []
    first = [0]
    for rule in rules:
        for group, conditions in enumerate((rule.conditions, *rule.exceptions)):
            parts += [(group, condition) for condition in conditions]
        first.append(len(parts))

    def rank(index: int) -> tuple[bool, bool, int, int, int]:
        rule = rules[index]
        return rule.calms, rule.state != "active", -SEVERITIES.index(rule.severity), -rule.risk, index

    def bounds(values: Sequence[float | None], missing: float) -> NDArray[np.float32]:
        return np.array([missing if value is None else value for value in values], np.float32)

    return Compiled(
        rules=tuple(rules),
        first=np.array(first, np.int32),
        group=np.array([group for group, _ in parts], np.int32),
        fact=np.array([column[one.fact] for _, one in parts], np.int32),
        per=np.array([-1 if one.per is None else column[one.per] for _, one in parts], np.int32),
        low=bounds([one.at_least for _, one in parts], -np.inf),
        high=bounds([one.at_most for _, one in parts], np.inf),
        risk=np.array([rule.risk if rule.state == "active" else 0 for rule in rules], np.float32),
        most=np.array([rule.risk_at_most if rule.state == "active" else 100 for rule in rules], np.float32),
        order=np.array(sorted(range(len(rules)), key=rank), np.int32),
        kind=np.array([0 if rule.calms else FRAUD_TYPES.index(rule.fraud_type) for rule in rules], np.uint8),
        active=sum(rule.accuses for rule in rules),
    )


@kernel
def fire(rows: Any, first: Any, group: Any, fact: Any, per: Any, low: Any, high: Any, out: Any) -> None:
    """Write to `out`, (n,) uint64, which rules fire on each of `rows`, (n, F) float32; the rest is of `Compiled`."""
    count = len(first) - 1
    for r in range(len(rows)):
        fired = np.uint64(0)
        for k in range(count):
            c, end = first[k], first[k + 1]
            fires = True
            while c < end and fires:
                this = group[c]
                holds = True
                while c < end and group[c] == this:
                    if holds:
                        value = rows[r, fact[c]]
                        if per[c] >= 0:
                            divisor = rows[r, per[c]]
                            if divisor > 0:
                                value = np.float32(value / divisor)
                            else:
                                holds = False
                        holds = holds and low[c] <= value <= high[c]
                        if this == 0 and not holds:
                            break
                    c += 1
                fires = holds == (this == 0)
            if fires:
                fired |= np.uint64(1) << np.uint64(k)
        out[r] = fired


@kernel
def highest(masks: Any, risk: Any, out: Any) -> None:
    """Write to `out`, (n,) float32, the highest of `risk`, (R,), among the rules set in each mask, (n,) uint64."""
    for r in range(len(masks)):
        most = np.float32(0.0)
        if masks[r]:
            for k in range(len(risk)):
                if masks[r] >> np.uint64(k) & np.uint64(1):
                    most = max(most, risk[k])
        out[r] = most


@kernel
def leading(masks: Any, order: Any, kind: Any, out: Any) -> None:
    """Write to `out`, (n,) uint8, the `kind` of the first rule in `order` set in each mask, 0 where there is none."""
    for r in range(len(masks)):
        out[r] = 0
        if masks[r]:
            for k in order:
                if masks[r] >> np.uint64(k) & np.uint64(1):
                    out[r] = kind[k]
                    break
