"""`ringfence evaluate-subscribers`: how well both stages do on tables of real labelled subscribers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.output import emit, emit_json, progress, say

if TYPE_CHECKING:
    from training.subscribers.table import Table

EXAMPLES = """\
  ringfence evaluate-subscribers --train subscribers.csv --test others.csv
  ringfence evaluate-subscribers --train subscribers.csv --folds 5 --json
"""


def command(
    train: Annotated[
        Path, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Labelled subscribers to learn from.")
    ],
    test: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Labelled subscribers to test on.")
    ] = None,
    folds: Annotated[
        int | None,
        typer.Option(metavar="N", min=2, max=50, help="Cross-validate --train in N parts instead of --test."),
    ] = None,
    repeats: Annotated[int, typer.Option(metavar="N", min=1, max=100, help="Of --folds, each drawn anew.")] = 5,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of everything random.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the forest and the supervised stage on real subscribers: AUC and average precision.

    Tables are CSV files with the columns of the Sichuan subscribers: a month of voice behaviour each and a label, 1 for
    fraud. The forest learns from normal subscribers only; labels of the test table are used to measure, nothing else.
    """
    from app.errors import DataError
    from training.errors import TrainingError
    from training.subscribers.judge import cross_validate, judge
    from training.subscribers.table import read_table

    if (test is None) == (folds is None):
        raise typer.BadParameter("give either --test or --folds", param_hint="--test")
    try:
        table = read_table(train)
        result: dict[str, Any]
        if test is not None:
            other = read_table(test)
            if shared := len(set(table.numbers) & set(other.numbers)):
                say(f"{shared:,} subscribers are in both tables: the figures flatter.")
            result = {**judge(table, other, seed=seed), "train": _size(table), "test": _size(other)}
        else:
            assert folds is not None
            with progress() as display:
                task = display.add_task("starting", total=1.0)

                def tell(what: str, done: float) -> None:
                    display.update(task, description=what, completed=done)

                rounds = cross_validate(table, folds=folds, repeats=repeats, seed=seed, progress=tell)
            result = {**_spread(rounds), "train": _size(table), "folds": folds, "repeats": repeats}
    except TrainingError as error:
        raise DataError(str(error)) from error
    if as_json:
        emit_json(result)
    else:
        _print(result)


def _size(table: Table) -> dict[str, int]:
    return {"rows": len(table), "fraud": int(table.fraud.sum())}


def _spread(rounds: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Mean of each measure over the repeats, under its own name, with the least and the most beside it."""
    found: dict[str, dict[str, float]] = {}
    for stage in rounds[0]:
        found[stage] = {}
        for measure in rounds[0][stage]:
            values = [one[stage][measure] for one in rounds]
            found[stage][measure] = sum(values) / len(values)
            found[stage][f"{measure}_min"], found[stage][f"{measure}_max"] = min(values), max(values)
    return found


def _print(result: dict[str, Any]) -> None:
    for name in ("train", "test"):
        if name in result:
            emit(f"{name}: {result[name]['rows']:,} subscribers, {result[name]['fraud']:,} of them fraud")
    if "folds" in result:
        emit(f"{result['folds']}-fold cross-validation, {result['repeats']} times: mean (least - most)")
    emit(f"{'':<12}{'AUC':<27}average precision")
    for stage in ("forest", "supervised"):
        cells = []
        for measure in ("auc", "average_precision"):
            text = f"{result[stage][measure]:.4f}"
            if "folds" in result:
                text += f" ({result[stage][f'{measure}_min']:.4f} - {result[stage][f'{measure}_max']:.4f})"
            cells.append(text)
        emit(f"{stage:<12}{cells[0]:<27}{cells[1]}")
