"""The rules in effect: those of the files, in the states that people have given them in topic `rule-states`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import msgspec

from models.rules import RuleError, RuleSet
from models.rules.switch import Switch, decode, switched

log = logging.getLogger(__name__)


class RuleSwitches:
    """What the topic says, record by record.

    Attributes:
        switches: by the rules' ids.
    """

    def __init__(self) -> None:
        self.switches: dict[str, Switch] = {}

    def put(self, records: Sequence[Any]) -> None:
        """Take over records: switches, and removals of some."""
        for record in records:
            name = record.key.decode("utf-8", "replace")
            if record.value is None:
                self.switches.pop(name, None)
                continue
            try:
                self.switches[name] = decode(record.value)
            except msgspec.DecodeError as error:
                log.warning("rule-states: record %d is no state of a rule: %s", record.offset, error)

    def clear(self) -> None:
        """Forget everything."""
        self.switches.clear()

    def effective(self, rules: RuleSet) -> RuleSet:
        """The rules of files in the states that they have been given."""
        try:
            return switched(rules, self.switches)
        except RuleError as error:  # newer files have so many more rules that not all may be switched on
            log.warning("%s. The states that the files say count.", error)
            return rules
