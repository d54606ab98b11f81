"""The report of a training: whole, readable by a machine as well, and silent about what was not measured."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pytest

from models import facts
from models.model import Model
from models.verdict import DANGEROUS
from tests.quick_model import quick_model
from tests.training.small_lessons import lessons
from training import report
from training.examining import Examination, allowed, examine
from training.measuring import measure

SPACE = {"h": "http://www.w3.org/1999/xhtml", "s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def model() -> Model:
    return quick_model()


@pytest.fixture(scope="module")
def examined(model: Model) -> Examination:
    return examine(model, lessons("measure"))


def titles(page: str) -> list[str]:
    return [svg.findtext("s:title", "", SPACE) for svg in ET.fromstring(page).iterfind(".//s:svg", SPACE)]


def table(page: str, name: str) -> list[list[str]]:
    found = ET.fromstring(page).find(f".//h:table[@id='{name}']/h:tbody", SPACE)
    assert found is not None
    return [["".join(cell.itertext()) for cell in row] for row in found]


def test_the_page_is_xml_that_needs_nothing_else(model: Model, examined: Examination, tmp_path: Path) -> None:
    report.write(tmp_path / report.NAME, model.manifest, examined)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
    assert not re.search(r"\b(src|href)=|url\(|@import", page)
    assert "prefers-color-scheme: dark" in page
    for svg in ET.fromstring(page).iterfind(".//s:svg", SPACE):
        assert svg.get("role") == "img"
        assert svg.findtext("s:title", "", SPACE)
        assert svg.findtext("s:desc", "", SPACE)
    assert len(titles(page)) == 4
    assert not re.search(r"\bnan\b", page)


def test_every_kind_has_its_row(model: Model, examined: Examination) -> None:
    rows = {row[0].split(" ")[0]: row[1:] for row in table(report.page(model.manifest, examined), "kinds")}
    lesson = lessons("measure")[0]
    kinds = {str(kind) or "normal": int((lesson.kind == kind).sum()) for kind in np.unique(lesson.kind)}
    assert {kind: int(row[0]) for kind, row in rows.items()} == kinds
    assert len(kinds) > 8
    normal = examined.ever[~lesson.guilty]
    assert rows["normal"][1] == f"{100 * (normal >= DANGEROUS).mean():.3g}%"


def test_examining_says_what_measuring_does(model: Model, examined: Examination) -> None:
    metrics = measure(model, lessons("measure"))
    fraud, normal = examined.fraud, examined.normal
    assert (normal.sum(), fraud.sum()) == (metrics["normal_callers"], metrics["fraud_callers"])
    assert (examined.ever[fraud] >= DANGEROUS).mean() == pytest.approx(metrics["fraud_dangerous"])
    assert (examined.ever[normal] >= DANGEROUS).mean() == pytest.approx(metrics["normal_dangerous"])
    assert examined.found(fraud, 0) == pytest.approx(metrics["found_1e-4"])
    curve = examined.curve(fraud, 50)
    assert (np.diff(curve) >= 0).all()
    assert curve[50] > curve[0]


def test_importances_are_seeded_and_the_unused_have_none(model: Model, examined: Examination) -> None:
    assert examine(model, lessons("measure")).importances == examined.importances
    assert examine(model, lessons("measure"), seed=1).importances != examined.importances
    lost = [one.lost for one in examined.importances]
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 1.0
    assert {one.name for one in examined.importances} == {*model.manifest.features, "siblings"}
    # A feature that is the same in every row can be dealt out anew without any loss.
    level = []
    for lesson in lessons("measure"):
        told = lesson.numbers.facts.copy()
        told[:, facts.HANDSETS] = 1.0
        level.append(replace(lesson, numbers=replace(lesson.numbers, facts=told)))
    assert {one.name: one.lost for one in examined.importances}["handsets"] > 1.0
    assert {one.name: one.lost for one in examine(model, level).importances}["handsets"] == 0.0


def test_without_fraudsters_nothing_is_said_of_finding_them(model: Model) -> None:
    honest = [lesson.of_people(~lesson.guilty) for lesson in lessons("measure")]
    page = report.page(model.manifest, examine(model, honest))
    assert titles(page) == ["How the risk that stands in the end is spread", "Normal callers that ever reach a risk"]
    assert "No fraudsters were held back" in page
    assert [row[0] for row in table(page, "kinds")] == ["normal"]


def test_without_anything_measured_there_is_no_figure(model: Model) -> None:
    page = report.page(model.manifest, examine(model, []))
    assert titles(page) == []
    assert "Nothing was measured" in page
    assert ["seed", "0"] in table(page, "manifest")


def test_what_labels_hold_cannot_break_the_page(model: Model, examined: Examination) -> None:
    odd = replace(examined, kind=np.where(examined.kind == "sim_box", "<b>&amp;\"'", examined.kind))
    manifest = msgspec.structs.replace(model.manifest, kinds=("<i>",))
    page = report.page(manifest, odd)
    assert "<b>&amp;\"'" in [row[0] for row in table(page, "kinds")]
    assert "on: <i>" in [row[1] for row in table(page, "manifest")]


def test_the_allowed_share_is_that_of_the_calibration() -> None:
    assert [round(allowed(risk), 9) for risk in (0.0, 50.0, 85.0, 98.0)] == [1.0, 1e-3, 1e-4, 1e-6]
