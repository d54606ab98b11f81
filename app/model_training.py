"""Training as the command line and the demo do it: read, train, write the model file; errors as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import ModelError
from app.importing import Options, read_file
from app.settings import Settings
from models.label import Label
from models.model import Model
from training import model_file, report
from training.curriculum import Curriculum
from training.errors import TrainingError
from training.examining import Examination, examine
from training.fitting import Progress
from training.lesson import Lesson
from training.train import train, train_on


def train_model(
    settings: Settings,
    path: Path,
    records: Iterator[Mapping[str, Any]] | None = None,
    curriculum: Curriculum | None = None,
    *,
    worlds: bool = True,
    labels: Sequence[Label] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> Model:
    """Train a model and write it to `path`, with its manifest and `report.html` beside it.

    Args:
        settings: how to read numbers and times.
        path: the model file.
        records: what is normal here, beside simulated worlds; None = the worlds alone.
        curriculum: the worlds; None = the usual ones.
        worlds: let them take part beside records.
        labels: what analysts said of callers of the records.
        seed: of everything random in training.
        progress: is told how far it is.

    Raises:
        ModelError: when there is too little to learn from, or the file cannot be written.
    """
    examined: list[Examination] = []

    def look(model: Model, lessons: Sequence[Lesson]) -> None:
        examined.append(examine(model, lessons, seed))

    try:
        if records is None:
            model = train_on(curriculum, seed=seed, progress=progress, examine=look)
        else:
            model = train(
                records,
                curriculum=curriculum,
                worlds=worlds,
                seed=seed,
                default_region=settings.default_region,
                zone=settings.zone,
                naive_zone=settings.naive_zone,
                labels=labels,
                progress=progress,
                examine=look,
            )
        model = model_file.save(model, path)
        report.write(path.with_name(report.NAME), model.manifest, examined[0])
        return model
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
