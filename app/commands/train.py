"""`ringfence train`: a model from the built-in world, or from files of records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, emit_json, progress, say

if TYPE_CHECKING:
    from models.model import Manifest

EXAMPLES = """\
  ringfence train                                       # from the built-in world
  ringfence train --from may.jsonl.gz --from june.jsonl.gz --out model/june.joblib
  ringfence train --seed 3 --json
"""


def command(
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", exists=True, dir_okay=False, help="Records to learn from; repeatable."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Model file, instead of RINGFENCE_MODEL.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of everything random in training.")] = 0,
    subscribers: Annotated[
        int | None, typer.Option(metavar="N", min=200, max=100_000, help="Ordinary numbers of the built-in world.")
    ] = None,
    hours: Annotated[
        float | None, typer.Option(metavar="HOURS", min=1, max=720, help="Length of the built-in world.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the model's manifest as JSON.")] = False,
) -> None:
    """Train a model and say how well it does.

    It is measured on people it has never seen. Files hold records in the order in which the calls ended, as switches
    write them. Callers with a fraud true_label are never learnt from; without labels everybody counts as normal.
    """
    from msgspec.structs import asdict

    from app.model_training import read_records, train_model
    from app.settings import load_settings
    from training.train import DEFAULT_SCENARIO

    if sources and (subscribers or hours):
        raise typer.BadParameter("it shapes the built-in world, which --from replaces", param_hint="--subscribers")
    settings = load_settings()
    path = out or settings.model_path
    world = replace(
        DEFAULT_SCENARIO,
        subscribers=subscribers or DEFAULT_SCENARIO.subscribers,
        hours=hours or DEFAULT_SCENARIO.hours,
    )
    with progress() as display:
        task = display.add_task("starting", total=1.0)

        def tell(what: str, done: float) -> None:
            display.update(task, description=what, completed=done)

        records = read_records(settings, sources, say) if sources else None
        model = train_model(settings, path, records, world, seed, tell)
    if as_json:
        emit_json({"model": path, **asdict(model.manifest)})
    else:
        _print(path, model.manifest)


def _print(path: Path, manifest: Manifest) -> None:
    emit(f"{path}: {manifest.trees} trees from {manifest.rows:,} calls of {manifest.callers:,} normal callers")
    for name, value in manifest.metrics.items():
        emit(f"  {name.replace('_', ' ')}: {value:,.4g}")
