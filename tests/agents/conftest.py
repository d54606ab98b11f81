"""A small trained model, and runs of the job that are always stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models import company, features
from models.model import Model
from tests.harness import Run
from tests.quick_model import quick_model
from training import model_file


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Model]:
    """A model file and what is in it."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    return path, model_file.save(quick_model(), path)


@pytest.fixture(scope="session")
def trained_with_past(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Model]:
    """A model to which it matters how strange a number has looked before."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    model = model_file.save(quick_model(past=True), path)
    first = len(features.NAMES) + 1  # after the features and the forest's score
    assert model.whole is not None
    asked = np.concatenate((model.whole.first.feature, model.whole.later.feature))
    assert np.isin(asked, np.arange(first + company.PAST, first + company.CREW)).any()
    return path, model


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    """Runs put here are killed in the end."""
    started: list[Run] = []
    yield started
    for run in started:
        run.stop()
