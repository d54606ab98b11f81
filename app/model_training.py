"""Training as the command line and the demo do it: read, train, write the model file; errors as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import ModelError
from app.importing import Options, read_file
from app.settings import Settings
from models.model import Model
from training import model_file
from training.errors import TrainingError
from training.simulator import Scenario
from training.train import DEFAULT_SCENARIO, Progress, train, train_on


def train_model(
    settings: Settings,
    path: Path,
    records: Iterator[Mapping[str, Any]] | None = None,
    world: Scenario = DEFAULT_SCENARIO,
    seed: int = 0,
    progress: Progress | None = None,
) -> Model:
    """Train a model and write it to `path` with its manifest.

    Args:
        settings: how to read numbers and times.
        path: the model file.
        records: what to learn from; None = the built-in world.
        world: the built-in world.
        seed: of everything random in training.
        progress: is told how far it is.

    Raises:
        ModelError: when there is too little to learn from, or the file cannot be written.
    """
    try:
        if records is None:
            model = train_on(world, seed=seed, progress=progress)
        else:
            model = train(
                records,
                seed=seed,
                default_region=settings.default_region,
                zone=settings.zone,
                progress=progress,
            )
        return model_file.save(model, path)
    except TrainingError as error:
        raise ModelError(str(error)) from error
    except OSError as error:
        raise ModelError(f"The model cannot be written to {path}: {error.strerror}.") from error


def read_records(settings: Settings, paths: Sequence[Path], say: Callable[[str], None]) -> Iterator[Mapping[str, Any]]:
    """Yield the records of files; tells `say` at the end of each file how many lines could not be read."""
    options = Options(zone=ZoneInfo(settings.naive_zone) if settings.naive_zone else None)
    for path in paths:
        unread = 0
        for line in read_file(path, options=options):
            if line.record is not None:
                yield line.record
            elif line.reason is not None:
                unread += 1
        if unread:
            say(f"{path}: {unread:,} lines could not be read and were left out")
