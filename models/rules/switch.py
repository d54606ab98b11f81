"""Switching rules on, off, or to report only while the job runs: what somebody says of a rule beats what its file says.

Switches live in the topic `rule-states`, which keeps the last one of each rule: key = `key_of`, value = `encode`, no
value = as the file says again.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from models.rules.rule import State
from models.rules.rule_set import RuleSet


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of a rule.

    Attributes:
        id: of the rule.
        state: what it is to be.
        by: who says so.
        reason: why.
        at_ms: when, ms since the epoch, by the clock of the operator.
    """

    id: str
    state: State
    by: str
    reason: str
    at_ms: int


def switched(rules: RuleSet, switches: Mapping[str, Switch]) -> RuleSet:
    """The rules of files, with the states that people have given some of them; switches of no rule change nothing.

    Args:
        rules: as the files say.
        switches: by the rules' ids.

    Raises:
        RuleError: when more rules are not off than a set can have.
    """
    if not any(one.id in switches and switches[one.id].state != one.state for one in rules.rules):
        return rules
    return RuleSet(
        [
            msgspec.structs.replace(one, state=switches[one.id].state) if one.id in switches else one
            for one in rules.rules
        ],
        rules.facts,
    )


def key_of(rule: str) -> bytes:
    """Key of a rule's switch: its id."""
    return rule.encode()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Switch)


def encode(switch: Switch) -> bytes:
    """The switch as JSON."""
    return _encoder.encode(switch)


def decode(value: bytes) -> Switch:
    """Read a switch.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decoder.decode(value)
