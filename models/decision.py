"""Decisions: what a switch should do about a number, made by one function of what is known at one moment.

They are records of two topics. `decisions` keeps the enforced ones, by number, for switches and SIP proxies: key = the
number's text, value = JSON of `Decision`, no value = withdrawn. `decisions-audit` has every decision, enforced or only
reported, and every withdrawal: JSON of `Audited`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from models.decision_policy import Mode, Policy
from models.emergency import is_sacred
from models.list_entry import Entry
from models.lists import ALLOWED, BLOCKED, PROTECTED
from models.verdict import DANGEROUS

Action = Literal["block", "report", "withdraw"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision about a number.

    Attributes:
        number: its text.
        action: block it, only report it, or withdraw what was decided before.
        reason: why, in a sentence.
        rule: id of the rule that made its call DANGEROUS; None = the model, or a list.
        fraud_type: what its calls look like; None = not known.
        risk: 0-100.
        valid_until: event time up to which it holds, UTC; None = until it is withdrawn.
        decided_at: end of the call that it was made at, or when the entry was added; None = not known.
        model_version, rules_version: of what judged the call; None = a list decided.
    """

    number: str
    action: Action
    reason: str
    rule: str | None = None
    fraud_type: str | None = None
    risk: float
    valid_until: datetime | None = None
    decided_at: datetime | None = None
    model_version: str | None = None
    rules_version: str | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment of event time."""
        return self.valid_until is None or at < self.valid_until

    @property
    def by_list(self) -> bool:
        """Whether a list decided, and no call."""
        return self.model_version is None


class Audited(Decision, frozen=True, kw_only=True):
    """A decision as the audit keeps it.

    Attributes:
        mode: whether it is enforced, or only reported.
        by: who put the number on a list, or took it off; None = nobody did, or it is not known.
    """

    mode: Mode
    by: str | None = None


class Danger(NamedTuple):
    """A call that was judged DANGEROUS.

    Attributes:
        end_ms: its end, ms since the epoch.
        risk: 0-100.
        fraud_type: what the caller's calls look like.
        rule: id of the gravest rule that fired and says DANGEROUS by itself; None when there is none.
        reason: why, in a sentence.
        model_version, rules_version: of what judged it.
    """

    end_ms: int
    risk: float
    fraud_type: str
    rule: str | None
    reason: str
    model_version: str
    rules_version: str


def may_block(number: int, text: str, code: int) -> bool:
    """Whether a number can be blocked at all: neither allowed, nor protected, nor of a kind that nobody may block.

    Args:
        number, text: its id and text.
        code: of `models.lists`, as it is listed now.
    """
    return code not in (ALLOWED, PROTECTED) and not is_sacred(number, text)


def decide(number: int, text: str, code: int, cause: Danger | Entry, policy: Policy) -> Audited | None:
    """What to do about a number; None = nothing. Whatever reaches a topic of decisions was decided here.

    Args:
        number, text: its id and text.
        code: of `models.lists`, as it is listed now.
        cause: a call of it that was judged DANGEROUS, or the entry of the block list that names it.
        policy: which fraud types and rules are enforced; an entry of the block list always is.

    >>> call = Danger(1_760_000_000_000, 97.26, "Wangiri", None, "It rings strangers.", "m", "r")
    >>> said = decide(46701234567, "+46701234567", 0, call, Policy(fraud_types={"Wangiri": "enforce"}))
    >>> said.action, said.mode, said.valid_until.isoformat()
    ('block', 'enforce', '2025-10-10T08:53:20+00:00')
    >>> decide(46701234567, "+46701234567", 0, call, Policy()).action
    'report'
    >>> decide(46701234567, "+46701234567", ALLOWED, call, Policy(fraud_types={"Wangiri": "enforce"}))
    """
    if not may_block(number, text, code):
        return None
    if isinstance(cause, Entry):
        if cause.on != "block" or code != BLOCKED:
            return None
        return Audited(
            number=text, action="block", mode="enforce", by=cause.by, risk=100.0,
            reason=cause.reason or "It is on the block list.",
            valid_until=None if cause.expires_ms is None else moment(cause.expires_ms),
            decided_at=None if cause.added_ms is None else moment(cause.added_ms),
        )  # fmt: skip
    if not cause.risk >= DANGEROUS:
        return None
    mode = policy.mode(cause.fraud_type, cause.rule)
    return Audited(
        number=text, action="block" if mode == "enforce" else "report", mode=mode, reason=cause.reason,
        rule=cause.rule, fraud_type=cause.fraud_type or None, risk=round(cause.risk, 3),
        valid_until=moment(cause.end_ms + policy.valid_ms), decided_at=moment(cause.end_ms),
        model_version=cause.model_version, rules_version=cause.rules_version,
    )  # fmt: skip


def withdrawn(number: str, reason: str, at_ms: int, by: str | None = None) -> Audited:
    """The audit's record of a decision that is withdrawn at a moment of event time, ms since the epoch."""
    return Audited(
        number=number, action="withdraw", mode="enforce", reason=reason, by=by, risk=0.0, decided_at=moment(at_ms)
    )


def moment(at_ms: int) -> datetime:
    """A moment in UTC; ms since the epoch.

    >>> moment(1_760_000_000_500).isoformat()
    '2025-10-09T08:53:20.500000+00:00'
    """
    return _EPOCH + timedelta(milliseconds=at_ms)


def key_of(number: str) -> bytes:
    """Key of a number's decision: its text."""
    return number.encode()


_encoder = msgspec.json.Encoder()
_decision = msgspec.json.Decoder(Decision)
_audited = msgspec.json.Decoder(Audited)


def encode(decision: Audited) -> bytes:
    """A decision as topic `decisions` has it, JSON."""
    return _encoder.encode(Decision(**{name: getattr(decision, name) for name in Decision.__struct_fields__}))


def encode_audited(decision: Audited) -> bytes:
    """A decision as topic `decisions-audit` has it, JSON."""
    return _encoder.encode(decision)


def decode(value: bytes) -> Decision:
    """Read a record of topic `decisions`.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decision.decode(value)


def decode_audited(value: bytes) -> Audited:
    """Read a record of topic `decisions-audit`; errors are those of `decode`."""
    return _audited.decode(value)
