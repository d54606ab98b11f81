"""A small trained model, and runs of the job that are always stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.model import Model
from tests.harness import Run
from training import model_file
from training.simulator import Scenario
from training.train import train_on


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Model]:
    """A model file and what is in it; trained on a day of a small world."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    return path, model_file.save(train_on(Scenario(subscribers=1000, hours=24.0)), path)


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    """Runs put here are killed in the end."""
    started: list[Run] = []
    yield started
    for run in started:
        run.stop()
