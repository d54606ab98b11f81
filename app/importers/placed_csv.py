"""CSV without a header, whose columns are known by their place: Asterisk's Master.csv and FreeSWITCH's cdr_csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.importers.csv_lines import rows
from app.importers.line import Line, Options, zoned
from app.importers.source import Source


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a switch writes the contract's fields, and how many columns its lines have."""

    columns: Mapping[str, int]
    least: int
    most: int


# accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec disposition
# amaflags [uniqueid [userfield]]; times are local.
ASTERISK: Final = Layout(
    {"account": 0, "caller": 1, "callee": 2, "start": 9, "duration": 13, "disposition": 14, "call_id": 16}, 16, 18
)
# The template that FreeSWITCH is delivered with: caller_id_name caller_id_number destination_number context start_stamp
# answer_stamp end_stamp duration billsec hangup_cause uuid bleg_uuid accountcode read_codec write_codec; local times.
FREESWITCH: Final = Layout(
    {"caller": 1, "callee": 2, "start": 4, "duration": 8, "disposition": 9, "call_id": 10, "account": 12}, 13, 15
)
FREESWITCH_OTHER_LEG: Final = 11  # bleg_uuid


def read(source: Source, layout: Layout, options: Options) -> Iterator[Line]:
    """Yield the records of a file. A column map of one's own replaces the usual one and takes any column count."""
    for line, _ in read_columns(source, layout, options):
        yield line


def read_columns(source: Source, layout: Layout, options: Options) -> Iterator[tuple[Line, list[str]]]:
    """Yield what `read` does together with all columns of the line; none for a bad line."""
    places = options.columns or layout.columns
    least, most = (max(places.values()) + 1, 1000) if options.columns else (layout.least, layout.most)
    for number, columns in rows(source):
        if isinstance(columns, str):
            yield Line(number, reason=columns), []
        elif not least <= len(columns) <= most:
            expected = f"at least {least}" if options.columns else f"{least} to {most}"
            yield Line(number, reason=f"line has {len(columns)} columns, expected {expected}"), []
        else:
            yield Line(number, _record(columns, places, options)), columns


def _record(columns: list[str], places: Mapping[str, int], options: Options) -> dict[str, object]:
    record: dict[str, object] = {
        name: columns[place] for name, place in places.items() if place < len(columns) and columns[place]
    }
    if "start" in record:
        record["start"] = zoned(str(record["start"]).strip(), options.zone)
    return record
