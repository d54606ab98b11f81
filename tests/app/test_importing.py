"""Files of records: each format, whatever is wrong in it, in constant memory, grouped into messages."""

import asyncio
import gzip
import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.errors import RingfenceError, UsageError
from app.importing import FORMATS, Importer, Line, Options, Summary, parse_columns, read_file, sniff
from models.call_reader import CallReader
from models.number import partition_of_one

DATA = Path(__file__).parent.parent / "data" / "records"
STOCKHOLM = Options(zone=ZoneInfo("Europe/Stockholm"))
GOOD = {"caller": "+46701234567", "callee": "+46707654321", "start": 1714559025, "duration": 63}


def imported(
    lines: Iterable[Line], partitions: int = 1, **options: int
) -> tuple[Summary, list[tuple[int, NDArray[np.void]]]]:
    """Import lines; return the summary and each message's partition and calls, as a worker would read them."""
    sent: list[tuple[int, bytes]] = []

    async def send(partition: int, value: bytes) -> None:
        sent.append((partition, value))

    summary = asyncio.run(Importer(CallReader("SE"), partitions, send, **options).run(lines))
    worker = CallReader("SE")
    batches = [(partition, worker.read(value)) for partition, value in sent]
    assert all(not batch.rejected for _, batch in batches)
    assert sum(len(batch.calls) for _, batch in batches) == summary.accepted
    return summary, [(partition, batch.calls) for partition, batch in batches]


def columns(calls: NDArray[np.void], *names: str) -> list[tuple[int, ...]]:
    return [tuple(int(call[name]) for name in names) for call in calls]


def write(folder: Path, value: bytes) -> Path:
    path = folder / "calls"
    path.write_bytes(value)
    return path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("calls.jsonl", "jsonl"),
        ("seed.csv", "csv"),
        ("Master.csv", "asterisk"),
        ("freeswitch.json", "freeswitch-json"),
        ("freeswitch.csv", "freeswitch-csv"),
    ],
)
def test_the_format_is_told_by_the_first_lines(name: str, expected: str, tmp_path: Path) -> None:
    assert sniff(DATA / name) == expected
    packed = write(tmp_path, gzip.compress((DATA / name).read_bytes()))
    assert sniff(packed) == expected
    assert list(read_file(packed, options=STOCKHOLM)) == list(read_file(DATA / name, expected, STOCKHOLM))


def test_a_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Cannot tell the format"):
        list(read_file(write(tmp_path, b"hello\nworld\n")))
    with pytest.raises(UsageError, match="'xml' is not a file format; known are jsonl, csv, asterisk"):
        list(read_file(DATA / "seed.csv", "xml"))
    with pytest.raises(UsageError, match=r"Cannot open .*: No such file"):
        list(read_file(tmp_path / "missing"))
    with pytest.raises(RingfenceError, match="Line 1 of the file is not a header"):
        list(read_file(DATA / "Master.csv", "csv"))


def test_json_lines_are_read_and_bad_ones_named() -> None:
    summary, messages = imported(read_file(DATA / "calls.jsonl"))
    assert (summary.accepted, summary.rejected) == (2, 3)
    assert summary.first_bad == [
        (2, "duration is negative"),
        (4, "not JSON: invalid character (byte 48)"),
        (5, "not a JSON object"),
    ]
    ((_, calls),) = messages
    assert columns(calls, "caller", "duration_ms") == [(46701234567, 63000), (46701234568, 12000)]


@pytest.mark.parametrize(
    "layout",
    [
        json.dumps([GOOD] * 3),
        json.dumps([GOOD] * 3, indent=2),
        json.dumps(GOOD) * 3,
        "\n\n".join([json.dumps(GOOD, indent=4)] * 3),
        "\ufeff" + "\r\n".join([json.dumps(GOOD)] * 3),
    ],
    ids=["array", "indented array", "without separator", "indented objects", "CRLF and byte order mark"],
)
def test_json_is_read_however_it_is_laid_out(layout: str, tmp_path: Path) -> None:
    lines = list(read_file(write(tmp_path, layout.encode())))
    assert [line.record for line in lines] == [GOOD] * 3


def test_one_line_may_hold_more_than_fits_into_memory_at_once(tmp_path: Path) -> None:
    text = json.dumps({**GOOD, "note": 'a "quoted\\" {brace} ' * 20})
    lines = list(read_file(write(tmp_path, text.encode() * 2000), "jsonl"))
    assert len(lines) == 2000
    assert all(line.record and line.number == 1 for line in lines)


@settings(max_examples=100)
@given(st.binary(max_size=60).filter(lambda junk: b"\n" not in junk), st.integers(0, 60))
def test_reading_resumes_after_a_damaged_json_line(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    good = json.dumps(GOOD).encode()
    value = b"\n".join([good, good[:at] + junk, good, good])
    records = [line.record for line in read_file(write(tmp_path_factory.mktemp("json"), value), "jsonl")]
    assert records.count(GOOD) >= 3
    assert records[-1] == GOOD


def test_a_header_names_the_columns() -> None:
    lines = list(read_file(DATA / "seed.csv", options=STOCKHOLM))
    assert lines[0].record == {
        "caller_id": "+919876543210",
        "receiver_id": "+14155550101",
        "call_duration": "45",
        "timestamp": "2024-05-01T10:23:45Z",
        "origin_region": "IN-MH",
        "target_region": "US-CA",
        "true_label": "Normal",
    }
    summary, ((_, calls),) = imported(lines)
    assert columns(calls, "start_ms", "night") == [(1714559025000, 0), (1714597500000, 1)]
    assert summary.first_bad == [
        (4, "line has 6 columns, its header 7"),
        (5, "duration is not a number: 'eight'"),
    ]


def test_a_time_without_zone_needs_one() -> None:
    summary, _ = imported(read_file(DATA / "seed.csv"))
    assert (3, "start has no zone and RINGFENCE_NAIVE_ZONE is not set") in summary.first_bad


def test_asterisk_columns_are_known_by_their_place() -> None:
    summary, ((_, calls),) = imported(read_file(DATA / "Master.csv", options=STOCKHOLM))
    assert columns(calls, "caller", "start_ms", "duration_ms", "disposition")[:2] == [
        (46701234567, 1714559025000, 63000, 0),
        (46701234567, 1714559400000, 0, 1),
    ]
    assert calls["trunk"].all()  # the account code
    assert (summary.accepted, summary.first_bad) == (3, [(4, "line has 3 columns, expected 16 to 18")])


def test_a_column_map_reads_any_csv_without_header(tmp_path: Path) -> None:
    path = write(tmp_path, b"0701234567;x\n2024-05-01 12:23:45,7,0701234567,0707654321\n")
    options = Options(parse_columns("start=0,duration=1,caller=2,callee=3"), ZoneInfo("Europe/Stockholm"))
    summary, ((_, calls),) = imported(read_file(path, "asterisk", options))
    assert columns(calls, "caller", "callee", "duration_ms") == [(46701234567, 46707654321, 7000)]
    assert summary.first_bad == [(1, "line has 1 columns, expected at least 4")]


def test_a_column_map_is_checked() -> None:
    with pytest.raises(ValueError, match="'colour' is not a field"):
        parse_columns("colour=1")
    with pytest.raises(ValueError, match="column of caller must be a number from 0, not '-1'"):
        parse_columns("caller=-1")


def test_freeswitch_json_is_decoded_and_the_second_leg_left_out() -> None:
    summary, ((_, calls),) = imported(read_file(DATA / "freeswitch.json"))
    assert columns(calls, "caller", "callee", "start_ms", "duration_ms", "disposition") == [
        (46701234567, 46707654321, 1714559025123, 63480, 0),
        (46701234567, 46707654322, 1714559400000, 0, 4),
    ]
    assert (summary.skipped, summary.rejected) == (1, 1)
    assert summary.first_bad[0][1] == "object has no variables: not of mod_json_cdr"


def test_freeswitch_csv_drops_the_second_of_two_legs() -> None:
    summary, ((_, calls),) = imported(read_file(DATA / "freeswitch.csv", options=STOCKHOLM))
    assert columns(calls, "callee", "start_ms", "disposition") == [
        (46707654321, 1714559025000, 0),
        (46707654322, 1714559400000, 4),
    ]
    assert (summary.skipped, summary.first_bad) == (1, [(4, "start is not a time: 'noon'")])
    everything = {**placed_columns(), "cell": 13}
    assert len(list(read_file(DATA / "freeswitch.csv", "freeswitch-csv", Options(everything)))) == 4


def placed_columns() -> dict[str, int]:
    return parse_columns("caller=1,callee=2,start=4,duration=8,disposition=9,call_id=10")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\xff\xfe,1,2,3,4,5,6", "line is not UTF-8"),
        (b'"open,1,2,3,4,5,6', "line is not CSV: unexpected end of data"),
        (b"x" * (2 << 20), "line is longer than 1 MB"),
        (b"1,2", "line has 2 columns, its header 7"),
        (b"," * 6, "start is missing"),
    ],
)
def test_a_bad_csv_line_is_named_and_the_next_one_read(line: bytes, reason: str, tmp_path: Path) -> None:
    header, first, *_ = (DATA / "seed.csv").read_bytes().splitlines()
    summary, _ = imported(read_file(write(tmp_path, b"\n".join([header, line, first]))))
    assert (summary.accepted, summary.first_bad) == (1, [(2, reason)])


def test_a_json_record_that_is_too_long_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    good = json.dumps(GOOD).encode()
    path = write(tmp_path, good + b"\n" + b'{"caller": "' + b"1" * (3 << 20) + b'"}\n' + good)
    summary, _ = imported(read_file(path))
    assert (summary.accepted, summary.first_bad) == (2, [(2, "record is longer than 1 MB")])


@settings(max_examples=100)
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=300), st.integers(0, 4))
def test_no_bytes_stop_a_reader(tmp_path_factory: pytest.TempPathFactory, form: str, junk: bytes, at: int) -> None:
    samples = {"jsonl": "calls.jsonl", "csv": "seed.csv", "asterisk": "Master.csv"}
    sample = samples.get(form, form.replace("-", "."))
    lines = (DATA / sample).read_bytes().splitlines(keepends=True)
    lines.insert(1 + at % len(lines), junk)
    imported(read_file(write(tmp_path_factory.mktemp("junk"), b"".join(lines)), form, STOCKHOLM))


def test_a_damaged_gzip_file_gives_what_it_held_and_says_where_it_broke(tmp_path: Path) -> None:
    good = json.dumps(GOOD).encode() + b"\n"
    packed = gzip.compress(good * 5000)
    summary, _ = imported(read_file(write(tmp_path, packed[: len(packed) // 2])))
    assert summary.accepted > 0
    ((_, reason),) = summary.first_bad[-1:]
    assert reason.startswith("the compressed file is damaged here")


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(GOOD).encode().join([b"\n"] * 3000))
    seen: list[tuple[int, int]] = []
    list(read_file(path, "jsonl", progress=lambda read, size: seen.append((read, size))))
    assert len(seen) > 2
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)


def test_a_caller_stays_in_one_partition_and_in_order() -> None:
    lines = [Line(n + 1, {**GOOD, "caller": f"+4670000{n % 50:04}", "start": 1714559025 + n}) for n in range(1000)]
    summary, messages = imported(lines, partitions=4)
    assert summary.messages == len(messages)
    starts: dict[int, list[int]] = {}
    for partition, calls in messages:
        assert len(calls) <= 200
        for caller, start in columns(calls, "caller", "start_ms"):
            assert partition == partition_of_one(caller, 4)
            starts.setdefault(caller, []).append(start)
    assert len(starts) == 50
    assert all(found == sorted(found) and len(found) == 20 for found in starts.values())


def test_messages_hold_as_many_calls_as_asked_for() -> None:
    _, messages = imported([Line(n, GOOD) for n in range(10)], calls_per_message=3)
    assert [len(calls) for _, calls in messages] == [3, 3, 3, 1]


def test_long_records_make_shorter_messages_and_too_long_ones_are_rejected() -> None:
    long = {**GOOD, "call_id": "x" * 100_000}
    summary, messages = imported([Line(1, long), Line(2, long), Line(3, long), Line(4, {**GOOD, "id": "x" * 600_000})])
    assert [len(calls) for _, calls in messages] == [2, 1]
    assert summary.first_bad[0][1].startswith("record has 6000")


def test_a_dry_run_counts_what_a_real_one_does() -> None:
    for name in ("calls.jsonl", "seed.csv", "Master.csv", "freeswitch.json", "freeswitch.csv"):
        real, _ = imported(read_file(DATA / name, options=STOCKHOLM))
        dry = asyncio.run(Importer(CallReader("SE"), 1, None).run(read_file(DATA / name, options=STOCKHOLM)))
        assert dry == real


def test_only_the_first_twenty_bad_lines_are_listed() -> None:
    summary, _ = imported([Line(n, reason="bad") for n in range(1, 100)])
    assert (summary.rejected, len(summary.first_bad), summary.first_bad[-1]) == (99, 20, (20, "bad"))
    assert json.loads(summary.to_json())["rejected"] == 99


@pytest.mark.parametrize(("partitions", "calls"), [(0, 200), (1, 0), (1, 70_000)])
def test_impossible_counts_are_refused(partitions: int, calls: int) -> None:
    with pytest.raises(ValueError, match="partitions must be at least 1"):
        Importer(CallReader(), partitions, None, calls_per_message=calls)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_large_file_needs_no_more_memory_than_a_small_one(form: str, tmp_path: Path) -> None:
    if form == "jsonl":
        head, line = b"", json.dumps(GOOD).encode() + b"\n"
    else:
        head, line, *_ = (DATA / "seed.csv").read_bytes().splitlines(keepends=True)

    def peak(count: int) -> int:
        path = write(tmp_path, head + line * count)
        tracemalloc.start()
        try:
            asyncio.run(Importer(CallReader("SE"), 4, None).run(read_file(path)))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(20_000) < peak(1000) + 100_000
