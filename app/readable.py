"""The records of our topics as plain dictionaries for people: one decoder per topic, by the topic's short name.

Whatever is in a topic is shown: what cannot be decoded comes as `error` with its beginning as `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import msgspec

from app.errors import RingfenceError
from app.list_topic import removed_by
from app.rule_files import load_rules
from app.settings import load_settings
from models import decision, label, leg, list_entry, profile_codec
from models.access import user
from models.call import DISPOSITIONS
from models.call_fields import ALIASES
from models.call_split import Undecodable, records_of
from models.campaign.event import SuspectCall, Tick
from models.campaign.event import decode as decode_events
from models.company import STRANGE
from models.facts import NAMES
from models.leg import OUT
from models.lists import CODES
from models.number import KIND_BLOCK, Normaliser, id_of, kind_of, text_of
from models.profile import PROFILE
from models.rules import RuleSet, switch
from models.verdict import BANDS, FRAUD_TYPES, decode_verdicts
from tables import campaigns, raises, suspects, traffic
from tables.profiles import STATE_KEY, decode_state

Row = dict[str, Any]

#: The tables, whose changelogs are the topics.
TABLES: Final = ("campaigns", "profiles", "suspects", "traffic")
#: Keys of a row under which numbers stand, beside a record's own aliases.
_NUMBERS: Final = ("number", "callee", "subject", "other", "entry", *ALIASES["caller"], *ALIASES["callee"])
_SECONDS: Final = ("out_first", "out_last", "in_first", "in_last", "flagged_at", "danger_at")
_SCALARS: Final = tuple(name for name in PROFILE.names or () if not PROFILE[name].subdtype)
_RAW: Final = 200


def decode(name: str, message: Any) -> Iterator[Row]:
    """Yield the rows of one Kafka message of a topic.

    Args:
        name: short name, a key of `DECODERS`.
        message: an aiokafka record: key, value, headers.
    """
    try:
        yield from DECODERS[name](message)
    except (ValueError, KeyError, IndexError, msgspec.MsgspecError) as error:
        yield {"error": str(error), "raw": _text(message.value)}


def about(row: Row, number: str, normalise: Normaliser) -> bool:
    """Tell whether a row names a number, given as `text_of` writes it."""
    for key in _NUMBERS:
        value = row.get(key)
        if value is None:
            continue
        try:
            subject, text = normalise(value)
        except ValueError:
            continue
        if number in (value, text_of(subject, {subject: text} if text else {})):
            return True
    return False


def _cdr(message: Any) -> Iterator[Row]:
    for record in records_of(message.value or b""):
        if isinstance(record, dict):
            yield record
        else:
            reason = record.reason if isinstance(record, Undecodable) else "record is not a JSON object"
            yield {"error": reason, "raw": _text(message.value)}


def _changes(message: Any) -> Iterator[Row]:
    told = msgspec.json.decode(message.value)
    alert, change = told["alert"], told["change"]
    kept = ("id", "version", "severity", "state", "title", "fraud_type", "risk_score")
    yield {**change, **{name: alert[name] for name in kept}}


def _rejected(message: Any) -> Iterator[Row]:
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    yield {**headers, "raw": _text(message.value)}


def _calls(message: Any) -> Iterator[Row]:
    legs = leg.decode(message.value)
    source: Row = {"source": legs.source, "clock": moment(legs.clock_ms), "idle": legs.idle}
    if not len(legs.legs):
        yield source
    for one in legs.legs:
        yield {
            **source,
            "subject": text_of(one["subject"], legs.texts),
            "direction": "out" if one["direction"] == OUT else "in",
            "other": text_of(one["other"], legs.texts),
            "end": moment(int(one["end_ms"])),
            "duration": int(one["duration_ms"]) / 1000,
            "disposition": DISPOSITIONS[one["disposition"]],
            "origin": legs.texts.get(int(one["origin"]), ""),
            "target": legs.texts.get(int(one["target"]), ""),
            "night": bool(one["night"]),
            "call_hash": f"{int(one['call_hash']):016x}",
            "position": int(one["position"]),
        }


def _verdicts(message: Any) -> Iterator[Row]:
    verdicts = decode_verdicts(message.value)
    for one in verdicts.rows:
        yield {
            "number": text_of(one["number"], verdicts.texts),
            "callee": text_of(one["callee"], verdicts.texts),
            "end": moment(int(one["end_ms"])),
            "duration": int(one["duration_ms"]) / 1000,
            "disposition": DISPOSITIONS[one["disposition"]],
            "risk": round(float(one["risk"]), 3),
            "band": BANDS[one["band"]],
            "fraud_type": FRAUD_TYPES[one["fraud_type"]],
            "confidence": int(one["confidence"]) / 100,
            "score": round(float(one["score"]), 6),
            "evidence": round(float(one["evidence"]), 3),
            "listed": CODES[one["listed"]],
            "rules": _rule_names(int(one["rules"]), verdicts.rules),
            "calls": int(one["calls"]),
            "duplicate": bool(one["duplicate"]),
            "blocked": bool(one["blocked"]),
            "call_hash": f"{int(one['call_hash']):016x}",
            "source": verdicts.source,
            "position": int(one["position"]),
            "model_version": verdicts.model,
            "rules_version": verdicts.rules,
        }


def _rule_names(mask: int, version: str) -> list[str]:
    """Ids of fired rules; "bit N" each when the rules of the settings are of another version."""
    if not mask:
        return []
    known = _rules()
    if known is not None and known.version == version:
        return [rule.id for rule in known.fired_rules("number", mask)]
    return [f"bit {bit}" for bit in range(mask.bit_length()) if mask >> bit & 1]


@lru_cache(maxsize=1)
def _rules() -> RuleSet | None:
    try:
        return load_rules(load_settings().rules, NAMES)
    except RingfenceError:
        return None


def _events(message: Any) -> Iterator[Row]:
    found = decode_events(message.value)
    for one in found.events:
        if isinstance(one, Tick):
            yield {"kind": "tick", "partition": one.partition, "minute": moment(one.minute * 60_000)}
            continue
        named: Row = {"kind": "call" if isinstance(one, SuspectCall) else "raised", "number": one.number}
        if isinstance(one, SuspectCall):
            named |= {"callee": text_of(one.callee, {}), "answered": one.answered, "calls": one.calls}
        else:
            named["group"] = text_of(one.group, {})
        yield {**named, "end": moment(one.end_ms), "risk": one.risk, "fraud_type": FRAUD_TYPES[one.fraud_type]}


def _campaigns(message: Any) -> Iterator[Row]:
    found = campaigns.campaign_of(message.key, message.value)
    if found is None:
        return  # a suspect, an event that waits, or how far it is
    name, one = found
    if one is None:
        yield {"id": name, "deleted": True}
        return
    told = {"id": name, "name": one.name, "status": one.status, "risk": _short(one.risk), "numbers": one.size}
    yield {**told, "victims": one.victims_reached, "calls": one.calls, "updated_at": moment(one.updated_ms)}


def _suspects(message: Any) -> Iterator[Row]:
    if message.value is None:
        yield {"number": text_of(id_of(message.key), {}), "deleted": True}
        return
    group = id_of(message.key)
    if raises.is_group(group):
        found = raises.decode(message.value)
        for member in found.members:
            told = {"group": found.group, "kind": found.kind, "number": member.number, "risk": member.risk}
            yield {**told, "fraud_type": member.fraud_type, "raised_at": moment(member.raised_at)}
        return
    row = msgspec.to_builtins(suspects.decode(message.value))
    yield {**row, **{name: moment(1000 * row[name]) for name in ("flagged_at", "danger_at", "last_call")}}


def _traffic(message: Any) -> Iterator[Row]:
    total = message.key == traffic.TOTAL_KEY
    minute = "all" if total else moment(60_000 * int.from_bytes(message.key, "big"))
    row = {} if message.value is None else msgspec.to_builtins(traffic.decode(message.value))
    yield {"minute": minute, **row} if row else {"minute": minute, "deleted": True}


def _profiles(message: Any) -> Iterator[Row]:
    if message.key == STATE_KEY:
        state = msgspec.to_builtins(decode_state(message.value))
        yield {"applied": state["sources"], "clock": moment(state["clock_ms"]), "version": state["version"]}
        return
    subject = text_of(id_of(message.key), {})
    if message.value is None:
        yield {"subject": subject, "deleted": True}
        return
    if kind_of(id_of(message.key)) == KIND_BLOCK:
        block: Any = profile_codec.BLOCKS.decode([message.value])[0]
        strange = int((block["evidence"] >= STRANGE).sum())
        last = moment(1000 * int(block["last"].max()))
        yield {"subject": subject, "callers": int((block["last"] > 0).sum()), "strange": strange, "out_last": last}
        return
    profile: Any = profile_codec.decode([message.value])[0]
    row: Row = {"subject": subject}
    for name in _SCALARS:
        if value := profile[name].item():
            row[name] = moment(1000 * value) if name in _SECONDS else _short(value)
    yield row


def _lists(message: Any) -> Iterator[Row]:
    by, reason = removed_by(message.headers)
    if message.value is None:
        on, _, entry = message.key.decode().partition(" ")
        yield {"list": on, "entry": entry, "deleted": True, "by": by, "reason": reason}
        return
    one = list_entry.decode(message.value)
    said = {"list": one.on, "entry": one.entry, "by": one.by, "reason": one.reason}
    yield {**said, "added_at": moment(one.added_ms or 0), "expires_at": moment(one.expires_ms or 0)}


def _rule_states(message: Any) -> Iterator[Row]:
    by, reason = removed_by(message.headers)
    if message.value is None:
        yield {"rule": message.key.decode(), "deleted": True, "by": by, "reason": reason}
        return
    one = switch.decode(message.value)
    yield {"rule": one.id, "state": one.state, "by": one.by, "reason": one.reason, "switched_at": moment(one.at_ms)}


def _labels(message: Any) -> Iterator[Row]:
    if message.value is None:
        yield {"number": message.key.decode(), "deleted": True}
        return
    one = label.decode(message.value)
    said = {"number": one.subject, "fraud": one.fraud, "fraud_type": one.fraud_type, "by": one.by}
    yield {**said, "reason": one.reason, "alert_id": one.alert_id, "given_at": moment(one.at_ms)}


def _users(message: Any) -> Iterator[Row]:
    """A user or a token, without its hash; who changed a user stands in the headers."""
    key, (by, _) = message.key.decode("utf-8", "replace"), removed_by(message.headers)
    if message.value is None:
        yield {"key": key, "deleted": True, "by": by}
        return
    row = user.decode(message.key, message.value)
    if isinstance(row, user.MaskKey):
        yield {"key": key}
        return
    said = {"key": key, **msgspec.to_builtins(row), "created_at": moment(row.created_ms), "changed_by": by}
    if isinstance(row, user.Token):
        said["expires_at"] = moment(row.expires_ms or 0)
    yield {name: value for name, value in said.items() if name not in ("hash", "created_ms", "expires_ms")}


def _decisions(message: Any) -> Iterator[Row]:
    if message.value is None:
        yield {"number": message.key.decode(), "withdrawn": True}
        return
    yield msgspec.to_builtins(decision.decode(message.value))


def _audit(message: Any) -> Iterator[Row]:
    yield msgspec.to_builtins(decision.decode_audited(message.value))


def _short(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def moment(milliseconds: int) -> str:
    """RFC 3339 of a moment; empty for none.

    >>> moment(1768176000500), moment(0)
    ('2026-01-12T00:00:00.500Z', '')
    """
    if milliseconds <= 0:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(value: bytes | None) -> str:
    text = (value or b"").decode("utf-8", "replace")
    return text if len(text) <= _RAW else f"{text[:_RAW]}... ({len(value or b''):,} bytes)"


DECODERS: Final[dict[str, Callable[[Any], Iterator[Row]]]] = {
    "cdr": _cdr,
    "calls": _calls,
    "cdr-rejected": _rejected,
    "suspect-events": _events,
    "verdicts": _verdicts,
    "campaigns": _campaigns,
    "suspects": _suspects,
    "traffic": _traffic,
    "profiles": _profiles,
    "lists": _lists,
    "labels": _labels,
    "rule-states": _rule_states,
    "users": _users,
    "decisions": _decisions,
    "decisions-audit": _audit,
    "alert-changes": _changes,
}
