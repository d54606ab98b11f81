"""Rules tried on their own samples, by the compiled code that judges calls."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.rules import Rule, RuleSet
from models.rules.rule import Sample


def rows_of(samples: tuple[Sample, ...], facts: tuple[str, ...]) -> NDArray[np.float32]:
    """Samples as rows of facts, (n, len(facts)) float32; what they do not name is 0."""
    return np.array([[sample.get(name, 0.0) for name in facts] for sample in samples], np.float32)


def try_samples(rules: RuleSet) -> dict[str, tuple[int, int, int]]:
    """By rule id: samples on which it fires as it must, stays silent as it must, and does the wrong thing.

    Rules that are off are tried as if they were on.
    """
    return {rule.id: _try(rule, rules.facts) for rule in rules.rules}


def _try(rule: Rule, facts: tuple[str, ...]) -> tuple[int, int, int]:
    alone = RuleSet([_switched_on(rule)], facts)
    fires = alone.fired(rule.subject, rows_of(rule.samples.fires, facts)) == 1
    silent = alone.fired(rule.subject, rows_of(rule.samples.silent, facts)) == 0
    return int(fires.sum()), int(silent.sum()), int((~fires).sum() + (~silent).sum())


def _switched_on(rule: Rule) -> Rule:
    import msgspec

    return msgspec.structs.replace(rule, state="active")
