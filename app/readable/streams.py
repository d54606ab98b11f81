"""The topics that calls flow through: records, dead letters, legs, verdicts, events of suspects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.errors import RingfenceError
from app.readable.values import Row, beginning, moment
from app.rule_files import load_rules
from app.settings import load_settings
from models import leg
from models.call import DISPOSITIONS
from models.call_split import Undecodable, records_of
from models.campaign.event import SuspectCall, Tick
from models.campaign.event import decode as decode_events
from models.facts import NAMES
from models.leg import OUT
from models.lists import CODES
from models.number import text_of
from models.rules import RuleSet
from models.verdict import BANDS, FRAUD_TYPES, decode_verdicts


def cdr(message: Any) -> Iterator[Row]:
    """Records as producers sent them."""
    for record in records_of(message.value or b""):
        if isinstance(record, dict):
            yield record
        else:
            reason = record.reason if isinstance(record, Undecodable) else "record is not a JSON object"
            yield {"error": reason, "raw": beginning(message.value)}


def rejected(message: Any) -> Iterator[Row]:
    """A dead letter with its reason."""
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    yield {**headers, "raw": beginning(message.value)}


def legs(message: Any) -> Iterator[Row]:
    """The legs of calls; a message without any tells its source's clock."""
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


def verdicts(message: Any) -> Iterator[Row]:
    """What the judge said at each call."""
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


def suspect_events(message: Any) -> Iterator[Row]:
    """Calls of suspects, raised numbers, and ticks."""
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
