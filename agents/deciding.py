"""Decisions of the calls of a micro-batch: the calls judged DANGEROUS, each number as rarely as will do.

What is decided at a call is a function of that call (`models.decision`), so it is the same when it is decided again
after a crash. A number that goes on calling is decided anew only when its decision has less than half of its time left,
or says something else than the one before: a fraudster who places a thousand calls an hour is no news each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.decision import Audited, Danger, decide
from models.decision_policy import Mode, Policy
from models.lists import BLOCKED
from models.number import subject_of, text_of
from models.rules import RuleSet
from models.verdict import DANGEROUS, FRAUD_TYPES

#: Numbers whose last decision is remembered, those decided last; forgetting one repeats its decision at its next call.
_KEPT: Final = 100_000
_BAND: Final = 2  # DANGEROUS, as verdicts have it


_COLUMNS: Final = ("number", "end_ms", "fraud_type", "rules", "listed")


class _Said(NamedTuple):
    """What matters of an earlier decision about a number; `until_ms`: up to when it holds, ms since the epoch."""

    mode: Mode
    fraud_type: str | None
    until_ms: int


class Decider:
    """Decides about numbers.

    Args:
        policy: which fraud types and rules are enforced.

    Attributes:
        policy: the same; it is replaced between two micro-batches.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._last: dict[int, _Said] = {}
        self._named: tuple[RuleSet | None, dict[int, str | None]] = (None, {})

    def of(
        self,
        verdicts: NDArray[np.void],
        facts: NDArray[np.float32],
        texts: Mapping[int, str],
        rules: RuleSet,
        model_version: str,
    ) -> list[Audited]:
        """What the calls of a micro-batch lead to, in their order. Nothing is remembered before `remember`.

        Args:
            verdicts: (n,) array of `models.verdict.VERDICT`.
            facts: (n, facts) float32, the facts behind them.
            texts: of opaque ids.
            rules: that judged them.
            model_version: of the model that judged them.
        """
        found: dict[int, _Said] = {}
        # Whom a list blocks, the list's entry has decided about (`app.decision_keeper`).
        hot = (verdicts["band"] == _BAND) & (verdicts["duplicate"] == 0) & (verdicts["listed"] != BLOCKED)
        places = np.flatnonzero(hot)
        rows = [places.tolist(), *(verdicts[name][places].tolist() for name in _COLUMNS)]
        made = []
        for k, number, end, kind, mask, listed in zip(*rows, strict=True):
            rule, fraud_type = self._rule(rules, mask), FRAUD_TYPES[kind]
            before = found.get(number) or self._last.get(number)
            if before is not None and self._stands(before, fraud_type, rule, end):
                continue
            risk = float(verdicts["risk"][k])
            reason = _reason(rules, mask, facts[k], rule, risk, fraud_type)
            danger = Danger(end, risk, fraud_type, rule, reason, model_version, rules.version)
            decision = decide(number, text_of(number, texts), listed, danger, self.policy)
            if decision is not None:
                found[number] = _said(decision)
                made.append(decision)
        return made

    def remember(self, decisions: Iterable[Audited]) -> None:
        """Kafka has these."""
        for one in decisions:
            number = subject_of(one.number)
            self._last.pop(number, None)
            self._last[number] = _said(one)
            if len(self._last) > _KEPT:
                del self._last[next(iter(self._last))]

    def enforced_until(self, number: int) -> int | None:
        """Up to when the last enforced decision about a number holds, ms since the epoch, if a call here led to it.

        It may not have come back through Kafka yet.
        """
        last = self._last.get(number)
        return None if last is None or last.mode != "enforce" else last.until_ms

    def forget(self, number: int | None = None) -> None:
        """A number's decision was withdrawn, or with None: partitions or policy have changed."""
        if number is None:
            self._last.clear()
        else:
            self._last.pop(number, None)

    def _stands(self, before: _Said, fraud_type: str, rule: str | None, end_ms: int) -> bool:
        """Whether an earlier decision says enough."""
        mode = self.policy.mode(fraud_type, rule)
        if before.mode == "enforce" and mode == "report":
            return before.until_ms > end_ms  # a milder call takes nothing back
        same = before.mode == mode and before.fraud_type == (fraud_type or None)
        return same and (before.until_ms - end_ms) * 2 > self.policy.valid_ms

    def _rule(self, rules: RuleSet, mask: int) -> str | None:
        """The gravest active rule among those that fired that makes a call DANGEROUS by itself."""
        if self._named[0] is not rules:
            self._named = (rules, {0: None})
        named = self._named[1]
        if mask not in named:
            fired = rules.fired_rules("number", mask)
            named[mask] = next((one.id for one in fired if one.state == "active" and one.risk >= DANGEROUS), None)
        return named[mask]


def _said(decision: Audited) -> _Said:
    assert decision.valid_until is not None  # no list made it
    return _Said(decision.mode, decision.fraud_type, round(decision.valid_until.timestamp() * 1000))


def _reason(
    rules: RuleSet, mask: int, row: NDArray[np.float32], rule: str | None, risk: float, fraud_type: str
) -> str:  # fmt: skip
    if rule is not None:
        for one in rules.reasons("number", mask, row):
            if one.rule.id == rule:
                return f"{one.text[:1].upper()}{one.text[1:]}{'' if one.text.endswith('.') else '.'}"
    likely = f"its calls look like {fraud_type}" if fraud_type else "its calls look like no honest caller's"
    return f"The model sees a risk of {risk:.1f} of 100: {likely}."
