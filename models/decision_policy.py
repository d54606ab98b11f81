"""The policy of decisions: which fraud types and which rules may block a number, and for how long.

    format: 1
    valid_hours: 24          # how long a decision holds after the call that it was made at
    fraud_types:
      Wangiri: enforce
    rules:
      wangiri-called-back: report

What a rule's entry says goes before what is said of its fraud type; what has no entry is only reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Annotated, Final, Literal, get_args

import msgspec
from msgspec import Meta

from models.rules.document import Document
from models.rules.parse import located
from models.rules.rule import FRAUD_TYPES

Mode = Literal["enforce", "report"]
_HOUR_MS: Final = 3_600_000
#: Types that a decision can be about: a flash call is no fraud.
TYPES: Final = tuple(name for name in FRAUD_TYPES if name not in ("", "Flash Call"))
_CHOICES: Final = {"format": ("1",)}


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy; without a file everything is only reported.

    Attributes:
        format: version of the file's layout.
        valid_hours: hours of event time that a decision holds.
        fraud_types, rules: modes by name.

    >>> policy = Policy(fraud_types={"Wangiri": "enforce"}, rules={"odd-one": "report"})
    >>> [policy.mode("Wangiri", None), policy.mode("Wangiri", "odd-one"), policy.mode("IRSF", None)]
    ['enforce', 'report', 'report']
    """

    format: Literal[1] = 1
    valid_hours: Annotated[float, Meta(gt=0, le=8760)] = 24.0
    fraud_types: dict[str, Mode] = {}
    rules: dict[str, Mode] = {}

    @property
    def valid_ms(self) -> int:
        """How long a decision holds, ms."""
        return int(self.valid_hours * _HOUR_MS)

    def mode(self, fraud_type: str, rule: str | None) -> Mode:
        """What is done about a number whose call looks like a type of fraud, by a rule if one says so."""
        if rule is not None and rule in self.rules:
            return self.rules[rule]
        return self.fraud_types.get(fraud_type, "report")


def parse_policy(text: str, name: str, rules: Collection[str]) -> Policy:
    """Read a policy file.

    Args:
        text: its content.
        name: its name, for errors.
        rules: ids of the rules that there are.

    Raises:
        RuleError: with the line and the reason, when anything is wrong; then nothing of it counts.
    """
    document = Document(text, name)
    if not isinstance(document.data, Mapping) or "format" not in document.data:
        raise document.error("format is missing")
    for entry in ("fraud_types", "rules"):  # msgspec does not say which of a mapping's values is wrong
        given = document.data.get(entry)
        for one, mode in given.items() if isinstance(given, dict) else ():
            if mode not in get_args(Mode):
                raise document.error(f"{one} must be one of {', '.join(get_args(Mode))}", entry, key=one)
    try:
        policy = msgspec.convert(document.data, Policy)
    except msgspec.ValidationError as error:
        raise located(document, str(error), _CHOICES) from error
    for entry, known, what in (("fraud_types", TYPES, "fraud type"), ("rules", tuple(rules), "rule")):
        for one in getattr(policy, entry):
            if one not in known:
                close = get_close_matches(one, known, 1)
                hint = f"; perhaps {close[0]}" if close else ""
                raise document.error(f"there is no {what} {one}{hint}", entry, key=one)
    return policy
