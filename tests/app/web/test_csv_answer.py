"""CSV answers: what a spreadsheet would run is made text, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
import pytest

from app.web.csv_answer import csv_answer, safe


class Row(msgspec.Struct):
    number: str
    risk: float | None
    ranges: list[str] = []


def test_rows_come_back_as_they_went_in() -> None:
    rows = [Row("+46701234567", 97.5, ["+467012345xx", "+467012346xx"]), Row('say "hi", you\nthere', None)]
    answer = csv_answer(Row, rows, "ringfence-rows")
    assert answer.content_type == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ringfence-rows.csv"'
    assert isinstance(answer.text, str)
    assert list(csv.reader(io.StringIO(answer.text, newline=""))) == [
        ["number", "risk", "ranges"],
        ["+46701234567", "97.5", "+467012345xx; +467012346xx"],
        ['say "hi", you\nthere', "", ""],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "+cmd|' /C calc'!A0", "+46701234567+1", "+1; =1"]
)
def test_a_text_that_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("value", ["+46701234567", "+467012345xx", "anonymous", "", -1.5, 7, "a=b"])
def test_what_can_do_no_harm_is_left_as_it_is(value: Any) -> None:
    assert safe(value) == str(value)
