"""A set of rules, compiled for whole batches of callers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.rules.errors import RuleError
from models.rules.fire import MAX_RULES, Compiled, compiled, fire, highest, leading
from models.rules.rule import SEVERITIES, SUBJECTS, Rule, Severity

Masks = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule fired on a caller.

    Attributes:
        rule: the rule.
        text: its sentence with the caller's figures.
        figures: the facts that its conditions look at, by name.
    """

    rule: Rule
    text: str
    figures: dict[str, float]


class Active(NamedTuple):
    """Active rules that fired: their ids, and the gravest of their severities, "" = none fired."""

    ids: tuple[str, ...] = ()
    severity: Severity | Literal[""] = ""


class RuleSet:
    """Rules that are evaluated together; immutable.

    Args:
        rules: what `parse_files` gave; rules that are off are kept in `rules` and never fire.
        facts: names of the columns of the rows that will be judged, in order.

    Attributes:
        rules: all rules in their order.
        facts: the columns.
        version: 12 hex digits, a hash of all that the rules say and of their order. Comments and layout do not count.

    Raises:
        RuleError: when a subject has more rules that are not off than a mask has bits, or a fact is no column.

    A mask of fired rules (uint64; bit `k` is `of(subject)[k]`) means something only to the set that gave it: where
    verdicts are stored, keep rule ids and the set's version, never masks.
    """

    def __init__(self, rules: Sequence[Rule], facts: Sequence[str]) -> None:
        self.rules = tuple(rules)
        self.facts = tuple(facts)
        for rule in self.rules:
            for condition in (*rule.conditions, *(one for group in rule.exceptions for one in group)):
                for name in (condition.fact, condition.per or condition.fact):
                    if name not in self.facts:
                        raise RuleError(rule.file, rule.line, f"{rule.id} asks for {name}, which rows do not have")
        self._compiled = {subject: self._compile(subject) for subject in SUBJECTS}

    def _compile(self, subject: str) -> Compiled:
        rules = [rule for rule in self.rules if rule.subject == subject and rule.state != "off"]
        if len(rules) > MAX_RULES:
            over = rules[MAX_RULES]
            reason = f"{over.id} is one rule too many: a {subject} can have {MAX_RULES} that are not off"
            raise RuleError(over.file, over.line, reason)
        return compiled(rules, self.facts)

    @cached_property
    def version(self) -> str:
        """See the class."""
        said = []
        for rule in self.rules:
            values: Any = msgspec.to_builtins(rule)
            said.append({name: value for name, value in values.items() if name not in ("file", "line")})
        return blake2b(msgspec.json.encode(said, order="sorted"), digest_size=6).hexdigest()

    def of(self, subject: str) -> tuple[Rule, ...]:
        """The rules of a subject that are not off; bit `k` of its masks stands for the `k`-th of them."""
        return self._compiled[subject].rules

    def fired(self, subject: str, rows: NDArray[np.float32]) -> Masks:
        """Tell which rules fire on each caller.

        Args:
            subject: one of `SUBJECTS`.
            rows: (n, len(facts)) float32, finite.

        Returns:
            (n,) uint64 masks; each depends on its own row only.

        Raises:
            ValueError: when the rows have another number of columns.
        """
        rows = np.ascontiguousarray(rows, np.float32)
        if rows.ndim != 2 or rows.shape[1] != len(self.facts):
            raise ValueError(f"rows must have shape (n, {len(self.facts)}), not {rows.shape}")
        one = self._compiled[subject]
        out = np.zeros(len(rows), np.uint64)
        if one.rules:
            fire(rows, one.first, one.group, one.fact, one.per, one.low, one.high, out)
        return out

    def active(self, subject: str, mask: int) -> Active:
        """The active rules of a mask that speak against a caller: not those that report only, or hold a risk down."""
        if not mask:
            return Active()
        rules = [rule for k, rule in enumerate(self.of(subject)) if mask >> k & 1 and rule.accuses]
        return Active(
            tuple(rule.id for rule in rules),
            max((rule.severity for rule in rules), key=SEVERITIES.index, default=""),
        )

    def risk(self, subject: str, masks: Masks) -> NDArray[np.float32]:
        """The risk (0-100) that a verdict must have at least: (n,) the highest of the active rules that fired, or 0."""
        out = np.empty(len(masks), np.float32)
        highest(masks, self._compiled[subject].risk, out)
        return out

    def risk_at_most(self, subject: str, masks: Masks) -> NDArray[np.float32]:
        """The risk (0-100) that detectors may give at most: (n,) the lowest of the active rules that fired, or 100."""
        spared = np.empty(len(masks), np.float32)
        highest(masks, 100 - self._compiled[subject].most, spared)
        return 100 - spared

    def fraud_type(self, subject: str, masks: Masks, *, hints: bool = False) -> NDArray[np.uint8]:
        """The type that the fired rules name: (n,) codes of `FRAUD_TYPES`, 0 where they name none.

        The gravest active rule decides, then the one of higher risk, then the earlier one.

        Args:
            subject: one of `SUBJECTS`.
            masks: (n,) what `fired` gave.
            hints: let report-only rules name it where no active one does. They do not say that there is fraud, but
                which kind it would be once something else says so.
        """
        one = self._compiled[subject]
        out = np.empty(len(masks), np.uint8)
        leading(masks, one.order if hints else one.order[: one.active], one.kind, out)
        return out

    def counts(self, subject: str, masks: Masks) -> NDArray[np.int64]:
        """How often each rule of `of(subject)` fired: (rules,)."""
        bits = np.arange(len(self.of(subject)), dtype=np.uint64)
        found: NDArray[np.int64] = (masks[:, None] >> bits & np.uint64(1)).sum(axis=0, dtype=np.int64)
        return found

    def fired_rules(self, subject: str, mask: int) -> tuple[Rule, ...]:
        """The rules that one mask stands for, those that name the type first in front."""
        one = self._compiled[subject]
        return tuple(one.rules[k] for k in one.order.tolist() if int(mask) >> k & 1)

    def reasons(self, subject: str, mask: int, row: NDArray[np.float32]) -> tuple[Reason, ...]:
        """Why one caller's rules fired, in the order of `fired_rules`; `row` is that caller's, (len(facts),)."""
        facts = dict(zip(self.facts, map(float, row), strict=True))
        found = []
        for rule in self.fired_rules(subject, mask):
            names = {name: None for one in rule.conditions for name in (one.fact, one.per) if name is not None}
            found.append(Reason(rule, rule.say(facts), {name: facts[name] for name in names}))
        return tuple(found)
