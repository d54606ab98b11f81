"""A model file is loaded only when it is whole and made for this program."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from models import company
from models.features import NAMES, VERSION
from models.model import FORMAT, Model, whole_columns
from tests.quick_model import quick_model
from training.errors import ModelFileError
from training.model_file import load, manifest_path, save

RANDOM = np.random.default_rng(0)
ROWS = RANDOM.exponential(size=(300, len(NAMES))).astype(np.float32)
COMPANIES = RANDOM.exponential(size=(300, company.COUNT)).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> Model:
    return quick_model()


@pytest.fixture
def path(model: Model, tmp_path: Path) -> Path:
    path = tmp_path / "new" / "forest.joblib"
    save(model, path)
    return path


def change_manifest(path: Path, **fields: object) -> None:
    sheet = json.loads(manifest_path(path).read_bytes())
    sheet["manifest"].update(fields)
    manifest_path(path).write_text(json.dumps(sheet))


def judgements(model: Model) -> list[bytes]:
    """What every part of a model says of some rows, bit for bit."""
    scores, evidence, novelty = model.numbers.judge(ROWS)
    said: list[NDArray[Any]] = [
        scores,
        evidence,
        novelty,
        model.risk(ROWS, scores, COMPANIES),
        model.company_risk(COMPANIES),
        model.normal,
    ]
    for group in model.groups.values():
        said += group.judge(ROWS)
    assert model.naming is not None
    said += model.naming.name(whole_columns(ROWS, scores, COMPANIES))
    return [one.tobytes() for one in said]


def test_what_is_saved_is_loaded(model: Model, path: Path) -> None:
    loaded = load(path)
    assert judgements(loaded) == judgements(model)
    assert len(set(judgements(model))) > 8
    assert loaded.groups.keys() == model.groups.keys() == {"handset", "trunk"}
    assert loaded.calibration == model.calibration
    assert replace(loaded.manifest, sha256="") == model.manifest
    assert model.manifest.version == "unsaved"
    assert len(loaded.manifest.version) == 12


def test_a_model_that_nobody_taught_fraud_is_loaded_too(model: Model, tmp_path: Path) -> None:
    alone = replaced(model.numbers, booster=None)
    save(replaced(model, numbers=alone, whole=None, company=None, naming=None, groups={}), tmp_path / "alone.joblib")
    loaded = load(tmp_path / "alone.joblib")
    parts = loaded.numbers.booster, loaded.whole, loaded.company, loaded.naming
    assert parts == (None, None, None, None)
    assert loaded.groups == {}
    scores = alone.forest.score(ROWS)
    assert loaded.risk(ROWS, scores, COMPANIES).tobytes() != model.risk(ROWS, scores, COMPANIES).tobytes()


def test_parts_that_look_at_other_columns_make_no_model(model: Model) -> None:
    assert model.naming is not None
    assert model.company is not None
    named = replaced(model.naming, boosters=(model.company,) * len(model.naming.types))
    for wrong, said in (
        ({"whole": model.company}, "the whole has"),
        ({"company": model.whole}, "company has"),
        ({"naming": named}, "naming looks at"),
    ):
        with pytest.raises(ValueError, match=said):
            replaced(model, **wrong)


def test_the_same_model_gives_the_same_bytes(model: Model, path: Path, tmp_path: Path) -> None:
    save(model, tmp_path / "again.joblib")
    assert (tmp_path / "again.joblib").read_bytes() == path.read_bytes()
    assert (tmp_path / "again.json").read_bytes() == manifest_path(path).read_bytes()


def test_a_missing_file_is_named_with_the_cure(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no model at .*none\.json.*ringfence train"):
        load(tmp_path / "none.joblib")
    path.unlink()
    with pytest.raises(ModelFileError, match=r"no model at .*forest\.joblib"):
        load(path)


def test_a_damaged_file_is_refused(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match="not the file that its manifest describes"):
        load(path)


def test_a_foreign_pickle_never_runs(path: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[Path]]:
            return Path.touch, (tmp_path / "ran",)

    path.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ModelFileError):
        load(path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "features", [NAMES[:-1], NAMES[::-1], (*NAMES[:-1], "something_else")], ids=["fewer", "other order", "other name"]
)
def test_a_model_of_other_features_is_refused(path: Path, features: tuple[str, ...]) -> None:
    with pytest.raises(ModelFileError, match="other features"):
        load(path, features)


def test_a_model_of_other_feature_definitions_is_refused(path: Path) -> None:
    with pytest.raises(ModelFileError, match="other features"):
        load(path, NAMES, VERSION + 1)


def test_another_format_is_refused_even_with_other_fields(path: Path) -> None:
    other = FORMAT + 1
    manifest_path(path).write_text(f'{{"manifest": {{"format": {other}, "shape": "new"}}}}')
    with pytest.raises(ModelFileError, match=f"format {other}"):
        load(path)


@pytest.mark.parametrize("text", [b"", b"\xff", b"[]", b'{"manifest": 1}', b'{"manifest": {"format": %d}}' % FORMAT])
def test_a_manifest_that_is_none_is_refused(path: Path, text: bytes) -> None:
    manifest_path(path).write_bytes(text)
    with pytest.raises(ModelFileError, match="not the manifest"):
        load(path)


def test_a_manifest_that_does_not_fit_its_forest_is_refused(path: Path) -> None:
    change_manifest(path, features=["one"])
    with pytest.raises(ModelFileError, match="does not hold a model"):
        load(path, ["one"])


def test_loading_needs_no_scikit_learn(path: Path) -> None:
    code = (
        "import sys, pathlib, training.model_file\n"
        "training.model_file.load(pathlib.Path(sys.argv[1]))\n"
        "print('sklearn' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "False"
