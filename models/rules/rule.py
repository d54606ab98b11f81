"""What a rule is, and what it means for one caller.

`Rule.holds` is the plain meaning of a rule, used for its samples; `models.rules.fire` does the same for whole batches.
Facts are float32 in both, so that a value on a threshold falls on the same side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Final, Literal, get_args

import msgspec
import numpy as np
from msgspec import Meta

Subject = Literal["number", "handset", "trunk"]
State = Literal["off", "report-only", "active"]
Severity = Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"]
FraudType = Literal[
    "Wangiri", "Robocall", "Unknown Fraud", "IRSF", "Vishing", "SIM Box", "Spoofed CLI", "Flash Call"
]  # fmt: skip

SUBJECTS: Final[tuple[str, ...]] = get_args(Subject)
STATES: Final[tuple[str, ...]] = get_args(State)
#: From the mildest to the gravest.
SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)
#: Types by the code that `RuleSet.fraud_type` gives; code 0 = none.
FRAUD_TYPES: Final[tuple[str, ...]] = ("", *get_args(FraudType))

#: No fact of a caller comes near this, and float32 holds it: it keeps infinities out of rules and samples.
LARGEST: Final = 1e12

_FORMAT: Final = re.compile(r",?\.[0-3][f%]")  # a width of millions would fill the memory

Words = Annotated[str, Meta(min_length=1, max_length=1000)]
Bound = Annotated[float, Meta(ge=0.0, le=LARGEST)]
Sample = dict[str, Bound]


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bound on a fact, or on a fact divided by another.

    Attributes:
        fact: name of the fact.
        per: name of the fact to divide by; where that is 0 the condition does not hold.
        at_least, at_most: bounds, both included; at least one of them is given.

    >>> Condition("short", per="answered", at_least=0.5).holds({"short": 3, "answered": 6})
    True
    """

    fact: str
    per: str | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None

    def holds(self, facts: Mapping[str, float]) -> bool:
        """Whether the condition holds; facts that are missing are 0."""
        value = np.float32(facts.get(self.fact, 0.0))
        if self.per is not None:
            divisor = np.float32(facts.get(self.per, 0.0))
            if not divisor > 0:
                return False
            value /= divisor
        low = self.at_least is None or value >= np.float32(self.at_least)
        return bool(low and (self.at_most is None or value <= np.float32(self.at_most)))

    def __str__(self) -> str:
        name = self.fact if self.per is None else f"{self.fact} / {self.per}"
        if self.at_least is not None and self.at_most is not None:
            return f"{name} from {self.at_least:g} to {self.at_most:g}"
        if self.at_least is not None:
            return f"{name} at least {self.at_least:g}"
        return f"{name} at most {self.at_most:g}"


class Samples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Callers on which a rule must fire, and on which it must stay silent; facts that are not named are 0."""

    fires: Annotated[tuple[Sample, ...], Meta(min_length=1)]
    silent: Annotated[tuple[Sample, ...], Meta(min_length=1)]


class RuleText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The entries of a rule as a file has them; docs/rules.md describes each."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{2,49}$")]
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    subject: Subject
    fraud_type: FraudType
    state: State
    severity: Severity
    risk: Annotated[int, Meta(ge=0, le=100)]
    risk_at_most: Annotated[int, Meta(ge=0, le=100)] = 100
    minimum_calls: Annotated[int, Meta(ge=1, le=1_000_000)]
    when: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=20)]
    unless: Annotated[tuple[Condition | tuple[Condition, ...], ...], Meta(max_length=20)] = ()
    says: Words
    description: Words
    known_false_positives: Annotated[tuple[Words, ...], Meta(min_length=1)]
    triage: Annotated[tuple[Words, ...], Meta(min_length=1)]
    samples: Samples


class Rule(RuleText, frozen=True, kw_only=True):
    """A rule, and where it stands.

    Attributes:
        file, line: the file it was read from, and the line on which it begins.
    """

    file: str
    line: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must hold, the minimum of calls first."""
        return (Condition("calls", at_least=self.minimum_calls), *self.when)

    @property
    def calms(self) -> bool:
        """Whether it speaks for whom it fires on: it holds a risk down."""
        return self.risk_at_most < 100

    @property
    def accuses(self) -> bool:
        """Whether it speaks against whom it fires on, and counts."""
        return self.state == "active" and not self.calms

    @property
    def exceptions(self) -> tuple[tuple[Condition, ...], ...]:
        """Groups of conditions; a group that holds as a whole keeps the rule silent."""
        return tuple(group if isinstance(group, tuple) else (group,) for group in self.unless)

    def holds(self, facts: Mapping[str, float]) -> bool:
        """Whether the rule fires on a caller with these facts, whatever its state; facts that are missing are 0."""
        return all(condition.holds(facts) for condition in self.conditions) and not any(
            all(condition.holds(facts) for condition in group) for group in self.exceptions
        )

    def say(self, facts: Mapping[str, float]) -> str:
        """The rule's sentence with the figures of a caller."""
        return say(self.says, facts)


def fields_of(template: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The pieces of a sentence template: text before, the one or two facts of a field, and its format.

    A field is a fact or a quotient of two: `{calls_1h}`, `{short_1h/answered_1h:.0%}`. Its format is one of
    Python's for decimals or percent; without one a figure is rounded to a whole number.

    Raises:
        ValueError: when the template is malformed.

    >>> list(fields_of("{short/calls:.0%} of {calls}"))
    [('', ('short', 'calls'), '.0%'), (' of ', ('calls',), ',.0f')]
    """
    for text, field, form, conversion in Formatter().parse(template):
        if field is None:
            yield text, (), ""
            continue
        names = tuple(field.split("/"))
        if conversion or len(names) > 2:
            raise ValueError(f"a field is {{fact}} or {{fact/fact}}, not {{{field}}}")
        if form and not _FORMAT.fullmatch(form):
            raise ValueError(f"{form} is no format like .0f, ,.1f or .0%")
        yield text, names, form or ",.0f"


def say(template: str, facts: Mapping[str, float]) -> str:
    """Fill in a sentence template; facts that are missing, and quotients by 0, are 0.

    No fact is below 0: an estimate that comes out a hair below is told as 0, not as "-0".

    >>> say("{short/calls:.0%} of {calls} calls", {"short": 900, "calls": 1200})
    '75% of 1,200 calls'
    >>> say("called by {callers}", {"callers": -0.0})
    'called by 0'
    """
    said = []
    for text, names, form in fields_of(template):
        said.append(text)
        if names:
            value, *divisor = (max(0.0, float(facts.get(name, 0.0))) for name in names)
            for by in divisor:
                value = value / by if by > 0 else 0.0
            said.append(format(value, form))
    return "".join(said)
