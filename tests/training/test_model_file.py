"""A model file is loaded only when it is whole and made for this program."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from models.calibration import calibrate
from models.features import NAMES, VERSION
from models.model import PERCENTILES, Manifest, Model
from training.errors import ModelFileError
from training.export import export_forest
from training.model_file import load, manifest_path, save

ROWS = np.random.default_rng(0).normal(size=(300, len(NAMES))).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> Model:
    forest = export_forest(IsolationForest(n_estimators=10, random_state=0).fit(ROWS))
    manifest = Manifest(
        features=NAMES,
        feature_version=VERSION,
        data_sha256="0" * 64,
        trained_from="2026-01-12T00:00:00Z",
        trained_to="2026-01-13T00:00:00Z",
        callers=300,
        rows=300,
        seed=0,
        trees=10,
        max_samples=256,
        sklearn="1.9",
        metrics={"normal_above_50": 0.001},
    )
    normal = np.percentile(ROWS, np.arange(PERCENTILES), axis=0).astype(np.float32)
    return Model(forest, calibrate(forest.score(ROWS)), normal, manifest)


@pytest.fixture
def path(model: Model, tmp_path: Path) -> Path:
    path = tmp_path / "new" / "forest.joblib"
    save(model, path)
    return path


def change_manifest(path: Path, **fields: object) -> None:
    sheet = json.loads(manifest_path(path).read_bytes())
    sheet["manifest"].update(fields)
    manifest_path(path).write_text(json.dumps(sheet))


def test_what_is_saved_is_loaded(model: Model, path: Path) -> None:
    loaded = load(path)
    (score, risk), (loaded_score, loaded_risk) = model.risk(ROWS), loaded.risk(ROWS)
    assert loaded_score.tobytes() == score.tobytes()
    assert loaded_risk.tobytes() == risk.tobytes()
    assert loaded.normal.tobytes() == model.normal.tobytes()
    assert loaded.manifest.metrics == model.manifest.metrics
    assert model.manifest.version == "unsaved"
    assert len(loaded.manifest.version) == 12


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
    manifest_path(path).write_text('{"manifest": {"format": 2, "shape": "new"}}')
    with pytest.raises(ModelFileError, match="format 2"):
        load(path)


@pytest.mark.parametrize("text", [b"", b"\xff", b"[]", b'{"manifest": 1}', b'{"manifest": {"format": 1}}'])
def test_a_manifest_that_is_none_is_refused(path: Path, text: bytes) -> None:
    manifest_path(path).write_bytes(text)
    with pytest.raises(ModelFileError, match="not the manifest"):
        load(path)


def test_a_manifest_that_does_not_fit_its_forest_is_refused(path: Path) -> None:
    change_manifest(path, features=["one"])
    with pytest.raises(ModelFileError, match="does not hold a forest"):
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
