"""The model on disk: a joblib file of plain arrays, and a manifest in JSON beside it.

The joblib format is pickle underneath, which runs code when it loads. So the file's hash is compared with the one in
the manifest *before* a byte of it is interpreted; that finds damage, mixed-up files and a model swapped without its
manifest. It is no signature: whoever may write both files may run code as the worker, so keep the folder as protected
as the program.

Nothing here needs scikit-learn, which would double the memory and triple the start of a worker (80 MB and 0.8 s more).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import joblib
import msgspec

from models.calibration import Calibration
from models.cascade import Cascade
from models.detector import Detector
from models.features import NAMES
from models.features import VERSION as FEATURE_VERSION
from models.model import FORMAT, Group, Manifest, Model
from models.naming import Naming
from models.trees import Trees
from training.errors import ModelFileError

_CURE = "train again with `ringfence train`"


class _Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest file: the manifest and the calibration, which people like to read as well."""

    manifest: Manifest
    calibration: dict[str, Any]


def manifest_path(path: Path) -> Path:
    """The manifest of a model file.

    >>> manifest_path(Path("model/forest.joblib")).name
    'forest.json'
    """
    return path.with_suffix(".json")


def save(model: Model, path: Path) -> Model:
    """Write `model` and its manifest, replacing what was there.

    Each file is replaced whole. A reader that comes between the two sees a hash that does not match and is refused: it
    never gets the forest of one model with the manifest of another. The same model gives the same bytes.

    Args:
        model: what to write.
        path: the model file, not ending in `.json`; its folder is made when missing.

    Returns:
        The model with the file's hash in its manifest.
    """
    if path.suffix == ".json":
        raise ValueError(f"{path} is the name of a manifest; a model file ends in .joblib")
    buffer = io.BytesIO()
    joblib.dump(_stored(model), buffer, compress=("zlib", 6))
    content = buffer.getvalue()
    manifest = msgspec.structs.replace(model.manifest, sha256=hashlib.sha256(content).hexdigest())
    sheet = msgspec.json.encode(_Sheet(manifest=manifest, calibration=model.calibration.to_json()))
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, content)
    _replace(manifest_path(path), msgspec.json.format(sheet, indent=2) + b"\n")
    return replace(model, manifest=manifest)


def _stored(model: Model) -> dict[str, Any]:
    """What of a model goes into its file."""
    return {
        "numbers": model.numbers.arrays(),
        "calibration": model.calibration.to_json(),  # so that another one makes another hash, and version
        "whole": model.whole and model.whole.arrays(),
        "company": model.company and model.company.arrays(),
        "recall": model.recall.to_json(),
        "groups": {name: _group(group) for name, group in model.groups.items()},
        "naming": model.naming and model.naming.arrays(),
        "normal": model.normal,
    }


def _group(group: Group) -> dict[str, Any]:
    return {"detector": group.detector.arrays(), "calibration": group.calibration.to_json()}


def _model(stored: dict[str, Any], calibration: Calibration, manifest: Manifest) -> Model:
    return Model(
        numbers=Detector.from_arrays(stored["numbers"]),
        whole=stored["whole"] and Cascade.from_arrays(stored["whole"]),
        calibration=calibration,
        company=stored["company"] and Trees(**stored["company"]),
        recall=Calibration.from_json(stored["recall"]),
        groups={
            name: Group(Detector.from_arrays(group["detector"]), Calibration.from_json(group["calibration"]))
            for name, group in stored["groups"].items()
        },
        naming=stored["naming"] and Naming.from_arrays(stored["naming"]),
        normal=stored["normal"],
        manifest=manifest,
    )


def load(path: Path, expected_features: Sequence[str] = NAMES, feature_version: int = FEATURE_VERSION) -> Model:
    """Read a model that was trained for the features of this program.

    Args:
        path: the model file.
        expected_features: names of the columns of a feature row, in order.
        feature_version: version of their definitions.

    Raises:
        ModelFileError: when a file is missing or damaged, or was made for another format or other features; the
            message says what to do.
    """
    manifest, calibration = _read_manifest(manifest_path(path))
    if manifest.features != tuple(expected_features) or manifest.feature_version != feature_version:
        raise ModelFileError(f"{path} was trained on other features than this program computes: {_CURE}.")
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != manifest.sha256:
        raise ModelFileError(f"{path} is not the file that its manifest describes: restore both, or {_CURE}.")
    try:
        return _model(joblib.load(io.BytesIO(content)), calibration, manifest)
    except (KeyError, TypeError, ValueError, AttributeError, EOFError, ImportError, UnpicklingError) as error:
        raise ModelFileError(f"{path} does not hold a model of this program: {_CURE}.") from error


def _read_manifest(path: Path) -> tuple[Manifest, Calibration]:
    content = _read(path)
    try:
        # The format first: another one may have other fields.
        written = msgspec.json.decode(content)["manifest"]["format"]
        if written != FORMAT:
            raise ModelFileError(f"{path} has model format {written!r}, this program reads {FORMAT}: {_CURE}.")
        sheet = msgspec.json.decode(content, type=_Sheet)
        return sheet.manifest, Calibration.from_json(sheet.calibration)
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelFileError(f"{path} is not the manifest of a model: {_CURE}.") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelFileError(f"There is no model at {path}: {_CURE}.") from error
    except OSError as error:
        raise ModelFileError(f"{path} cannot be read ({error.strerror}): check its permissions.") from error


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(content)
    temporary.replace(path)
