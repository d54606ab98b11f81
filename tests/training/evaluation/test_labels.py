"""Label and victim files, and the lines that are wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.number import Normaliser
from training.evaluation.errors import LabelError
from training.evaluation.labels import NEVER, read_labels, read_victims

IDENTIFY = Normaliser("SE")


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_labels_are_read_in_any_order_of_columns(tmp_path: Path) -> None:
    text = "\ufefffraud, kind ,extra,number,campaign\n1,Wangiri,x,+46701234567,c1\n\n0,courier,,0701234566,\n"
    labels = read_labels(write(tmp_path, text), IDENTIFY)
    assert labels.numbers.tolist() == [46701234566, 46701234567]
    assert labels.kinds.tolist() == ["courier", "wangiri"]
    assert labels.fraud.tolist() == [False, True]
    assert labels.campaigns.tolist() == ["", "c1"]
    assert labels.repeated == 0


def test_of_several_lines_about_a_number_the_first_that_says_fraud_counts(tmp_path: Path) -> None:
    lines = ["number,kind,fraud", "+46701234567,normal,0", "+46701234567,irsf,1", "+46701234567,robocall,1"]
    labels = read_labels(write(tmp_path, "\n".join(lines)), IDENTIFY)
    assert (labels.kinds.tolist(), labels.fraud.tolist(), labels.repeated) == (["irsf"], [True], 2)


def test_a_file_of_a_header_only_is_empty(tmp_path: Path) -> None:
    assert len(read_labels(write(tmp_path, "number,kind,fraud\n"), IDENTIFY).numbers) == 0
    assert len(read_victims(write(tmp_path, "number,victim,called_at\n"), IDENTIFY).numbers) == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("+46701234567,wangiri,maybe", "fraud must be 1 or 0, not 'maybe'"),
        (",wangiri,1", "number is missing"),
        ("+46701234567,,1", "kind is missing"),
        ("+46701234567,wangiri", "2 columns, the header has 3"),
        ("\x01,wangiri,1", "holds control characters"),
        ('"+4670,wangiri,1', "not CSV: unexpected end of data"),
    ],
)
def test_a_bad_label_is_named_by_its_line(line: str, reason: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"number,kind,fraud\n+46701234567,courier,0\n{line}")
    with pytest.raises(LabelError) as error:
        read_labels(path, IDENTIFY)
    assert str(error.value).startswith(f"{path}:3: ")
    assert reason in str(error.value)


def test_files_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"file\.csv:1: the header has no column kind, fraud"):
        read_labels(write(tmp_path, "number\n"), IDENTIFY)
    with pytest.raises(LabelError, match=r"file\.csv:1: the header has no column number"):
        read_labels(write(tmp_path, ""), IDENTIFY)
    with pytest.raises(LabelError, match="is not UTF-8"):
        read_labels(write(tmp_path, b"number,kind,fraud\n\xff,x,1\n"), IDENTIFY)
    with pytest.raises(LabelError, match="Cannot open"):
        read_labels(tmp_path / "none.csv", IDENTIFY)


def test_victims_have_times_with_a_zone(tmp_path: Path) -> None:
    head = "number,victim,campaign,called_at,complained_at\n"
    rows = "+46701234567,+46701234568,c,2026-01-12T01:00:00.250+01:00,\n"
    victims = read_victims(write(tmp_path, f"{head}{rows}{rows.strip()}2026-01-12T02:00:00Z\n"), IDENTIFY)
    assert victims.called_ms.tolist() == [1768176000250] * 2
    assert victims.complained_ms.tolist() == [NEVER, 1768183200000]
    assert victims.victims.tolist() == [46701234568] * 2
    for text, reason in (("noon", "called_at is not a time: 'noon'"), ("2026-01-12T01:00:00", "called_at has no zone")):
        path = write(tmp_path, f"{head}+46701234567,+46701234568,c,{text},\n")
        with pytest.raises(LabelError, match=f":2: {reason}"):
            read_victims(path, IDENTIFY)
