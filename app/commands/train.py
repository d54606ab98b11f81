"""`ringfence train`: a model from simulated worlds, and from records in files or in topic cdr."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, emit_json, progress, say

if TYPE_CHECKING:
    from models.model import Manifest

EXAMPLES = """\
  ringfence train                                       # from simulated worlds
  ringfence train --from may.jsonl.gz --from june.jsonl.gz --out model/june.joblib
  ringfence train --from-topic --since 2026-05-01T00:00:00Z --until 2026-06-01T00:00:00Z
  ringfence train --sort first --sort mixed             # what one sort of network teaches by itself
  ringfence train --seed 3 --json
"""


def command(
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", exists=True, dir_okay=False, help="Records to learn from; repeatable."),
    ] = None,
    from_topic: Annotated[
        bool, typer.Option("--from-topic", help="Learn from the records in topic cdr instead of files.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="With --from-topic: calls that ended at this time or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="With --from-topic: calls that ended before.")
    ] = None,
    with_labels: Annotated[
        bool | None,
        typer.Option(
            "--labels/--no-labels",
            help="Learn from the labels of analysts in topic labels; by default with --from-topic only.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Model file, instead of RINGFENCE_MODEL.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of everything random in training.")] = 0,
    worlds: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=64, help="Worlds of each sort that teach; a third as many calibrate."),
    ] = None,
    sorts: Annotated[
        list[str] | None,
        typer.Option("--sort", metavar="NAME", help="Sort of worlds that takes part; repeatable. All by default."),
    ] = None,
    subscribers: Annotated[
        int | None,
        typer.Option(metavar="N", min=500, max=100_000, help="Ordinary numbers of a world that teaches."),
    ] = None,
    hours: Annotated[float | None, typer.Option(metavar="HOURS", min=6, max=240, help="Length of each world.")] = None,
    without_worlds: Annotated[
        bool, typer.Option("--without-worlds", help="Learn from nothing but the records that are given.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the model's manifest as JSON.")] = False,
) -> None:
    """Train a model and say how well it does.

    It learns from simulated worlds, and from your own records when you give some, which say what is normal with you.
    Files hold records in the order in which the calls ended, as switches write them; records of a topic are put in it.
    Callers with a fraud true_label are learnt as fraud; without labels, callers who look fraudulent are set aside. What
    analysts said of a number goes before that. It is measured on people it has never seen.
    """
    from msgspec.structs import asdict

    from app.commands.running import run
    from app.label_reading import read_labels
    from app.model_training import read_records, train_model
    from app.settings import load_settings
    from app.topic_records import read_topic, time_of
    from training.curriculum import WORLDS, Curriculum

    if sources and from_topic:
        raise typer.BadParameter("records come from files or from the topic, not both", param_hint="--from-topic")
    if (since or until) and not from_topic:
        raise typer.BadParameter("times choose among the calls of a topic: give --from-topic", param_hint="--since")
    if without_worlds and not (sources or from_topic):
        raise typer.BadParameter("without worlds there must be records: give --from", param_hint="--without-worlds")
    if with_labels and not (sources or from_topic):
        raise typer.BadParameter("labels are of callers of records: give --from-topic", param_hint="--labels")
    if without_worlds and (worlds or sorts or subscribers or hours):
        raise typer.BadParameter("nothing else shapes worlds that take no part", param_hint="--without-worlds")
    unknown = sorted(set(sorts or ()) - set(WORLDS))
    if unknown:
        raise typer.BadParameter(f"{unknown[0]} is none of {', '.join(WORLDS)}", param_hint="--sort")
    settings = load_settings()
    span = time_of(settings, since, "--since"), time_of(settings, until, "--until")
    path = out or settings.trained_path
    usual = Curriculum()
    curriculum = replace(
        usual,
        teach=worlds or usual.teach,
        calibrate=max(1, round(worlds / 3)) if worlds else usual.calibrate,
        subscribers=subscribers or usual.subscribers,
        hours=hours or usual.hours,
        worlds=tuple(name for name in WORLDS if not sorts or name in sorts),
    )
    with progress() as display:
        task = display.add_task("starting", total=1.0)

        def tell(what: str, done: float) -> None:
            display.update(task, description=what, completed=done)

        records = read_records(settings, sources, say) if sources else None
        if from_topic:
            tell("reading topic cdr", 0.0)
            records = run(read_topic(settings, *span, say))
        labels = run(read_labels(settings)) if with_labels or (from_topic and with_labels is None) else []
        if labels:
            say(f"topic labels: {len(labels):,} numbers were labelled by analysts")
        model = train_model(
            settings, path, records, curriculum, worlds=not without_worlds, labels=labels, seed=seed, progress=tell
        )  # fmt: skip
    if as_json:
        emit_json({"model": path, **asdict(model.manifest)})
    else:
        _print(path, model.manifest)


def _print(path: Path, manifest: Manifest) -> None:
    taught = f", taught {len(manifest.kinds)} kinds of fraud" if manifest.supervised else ""
    emit(f"{path}: {manifest.trees} trees from {manifest.rows:,} calls of {manifest.callers:,} normal callers{taught}")
    for name, value in manifest.metrics.items():
        emit(f"  {name.replace('_', ' ')}: {value:,.4g}")
