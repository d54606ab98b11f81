"""FreeSWITCH: the JSON objects of mod_json_cdr, and the second leg that both its formats may write of a call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from app.importers import json_objects, placed_csv
from app.importers.line import Line, Options, zoned
from app.importers.source import Source

_LEGS: Final = 1 << 16  # calls that may end between the two legs of one call


def read_json(source: Source, options: Options) -> Iterator[Line]:
    """Yield the calls of mod_json_cdr's objects; the leg towards the callee repeats its call and is left out."""
    for line in json_objects.read(source):
        if line.record is None:
            yield line
        elif _is_second_leg(line.record):
            yield Line(line.number)
        else:
            yield _call(line.number, line.record, options)


def read_csv(source: Source, options: Options) -> Iterator[Line]:
    """Yield the calls of a cdr_csv file; of two lines that name each other's uuid the first is the call.

    In a file written with a template of one's own (a column map) the legs cannot be told: there every line is a call.
    """
    if options.columns:
        yield from placed_csv.read(source, placed_csv.FREESWITCH, options)
        return
    seen: OrderedDict[str, None] = OrderedDict()
    own, other = placed_csv.FREESWITCH.columns["call_id"], placed_csv.FREESWITCH_OTHER_LEG
    for line, columns in placed_csv.read_columns(source, placed_csv.FREESWITCH, options):
        legs = [uuid for uuid in (columns[own], columns[other]) if uuid] if columns else []
        if any(uuid in seen for uuid in legs):
            yield Line(line.number)
            continue
        seen.update(dict.fromkeys(legs))
        while len(seen) > _LEGS:
            seen.popitem(last=False)
        yield line


def _is_second_leg(document: Mapping[str, object]) -> bool:
    """Say whether a channel was created by another one that it names as its originator."""
    variables = _object(document.get("variables"))
    if variables.get("originating_leg_uuid") not in (None, "", variables.get("uuid")):
        return True
    flows = document.get("callflow")
    return isinstance(flows, list) and any(
        _object(_object(_object(flow).get("caller_profile")).get("originator")) for flow in flows
    )


def _call(number: int, document: Mapping[str, object], options: Options) -> Line:
    variables = _object(document.get("variables"))
    flows = document.get("callflow")
    # The first profile is the latest: the destination that the dialplan settled on.
    profile = _object(_object(flows[0]).get("caller_profile")) if isinstance(flows, list) and flows else {}
    if not variables:
        return Line(number, reason="object has no variables: not of mod_json_cdr")
    record: dict[str, object] = {
        "caller": _text(profile, "caller_id_number") or _text(variables, "caller_id_number", "sip_from_user"),
        "callee": _text(profile, "destination_number") or _text(variables, "destination_number", "sip_to_user"),
        "start": _text(variables, "start_epoch") or zoned(_text(variables, "start_stamp"), options.zone),
        "duration": _text(variables, "billsec"),
        "disposition": _text(variables, "hangup_cause"),
        "call_id": _text(variables, "uuid"),
        "account": _text(variables, "accountcode"),
        "trunk": _text(variables, "sip_gateway_name"),
    }
    microseconds, milliseconds = _text(variables, "start_uepoch"), _text(variables, "billmsec")
    if microseconds.isdecimal() and len(microseconds) == 16:
        record["start"] = int(microseconds) // 1000
    if milliseconds.isdecimal() and len(milliseconds) < 12:
        record["duration"] = int(milliseconds) / 1000
    return Line(number, {name: value for name, value in record.items() if value != ""})


def _text(values: Mapping[str, object], *names: str) -> str:
    """Return the first of these values that is there, URL-decoded; numbers count as text."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value:
            return unquote(value, errors="replace") if "%" in value else value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
