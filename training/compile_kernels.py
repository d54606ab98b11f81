"""Compiles the kernels once after an installation or an update, `python -m training.compile_kernels`.

numba keeps them on disk; without this the first worker would compile for half a minute before it starts, and on a busy
machine several processes would do so at the same time.
"""

from __future__ import annotations

from importlib import resources

import numpy as np

from models import company, facts
from models.calibration import Calibration
from models.cascade import Cascade
from models.detector import Detector
from models.engine import Engine
from models.features import COUNT, NAMES
from models.features import VERSION as FEATURE_VERSION
from models.forest import Forest
from models.judging import GROUP_KINDS
from models.model import PERCENTILES, Group, Manifest, Model
from models.naming import Naming
from models.rules import RuleSet, parse_files
from models.trees import Trees


def packaged_rules() -> RuleSet:
    """The rules that come with the program."""
    files = sorted(resources.files("models.rules").iterdir(), key=lambda file: file.name)
    texts = {file.name: file.read_text(encoding="utf-8") for file in files if file.name.endswith(".yaml")}
    return RuleSet(parse_files(texts, facts.NAMES), facts.NAMES)


def stub_model(*, supervised: bool = True, risk: float = 100.0) -> Model:
    """A model that has learnt nothing: every caller, handset and trunk has the same risk (0 to 100).

    Args:
        supervised: whether it has the boosters of a second stage.
        risk: of everybody.
    """
    manifest = Manifest(
        features=NAMES, feature_version=FEATURE_VERSION, data_sha256="", trained_from="", trained_to="", callers=0,
        rows=0, seed=0, supervised=supervised, kinds=(), trees=1, max_samples=1, sklearn="", metrics={},
    )  # fmt: skip
    level = Calibration(((-1.0, risk), (0.0, risk)))
    evidence = Calibration(((-1.0, 8.0), (0.0, 8.0)))
    booster, whole = _tree(COUNT + 1), _tree(COUNT + 1 + company.COUNT)
    detector = Detector(Forest(_tree(COUNT), 1.0), booster if supervised else None, evidence, level)
    return Model(
        numbers=detector,
        whole=Cascade(whole, whole, 0.0) if supervised else None,
        calibration=level,
        company=_tree(company.COUNT) if supervised else None,
        recall=level,
        groups={kind: Group(detector, level) for kind in GROUP_KINDS},
        naming=Naming((whole, whole), ("Robocall", "Wangiri")) if supervised else None,
        normal=np.zeros((PERCENTILES, COUNT), np.float32),
        manifest=manifest,
    )


def _tree(features: int) -> Trees:
    """One tree that asks one question."""
    return Trees(
        np.zeros((1, 2), np.uint16), np.full((1, 2), np.inf, np.float32), np.ones((1, 2), np.float32), 1, features
    )


def compile_kernels() -> None:
    """Run every kernel once."""
    rules = packaged_rules()
    for supervised in (True, False):
        Engine(stub_model(supervised=supervised), rules, 1).warm_up()


if __name__ == "__main__":
    compile_kernels()
