"""A benchmark's report: for people as tables, for programs as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from bench.figures import NAMES, Figures


class Result(msgspec.Struct, frozen=True):
    """The runs of one message size with one set of settings.

    Attributes:
        per_message: calls in a message.
        variant: "A" for the present settings, "B" for those to compare.
        median: figure by figure.
        runs: in the order in which they were made.
        ratios: of B only, its medians divided by those of A.
    """

    per_message: int
    variant: str
    median: Figures
    runs: list[Figures]
    ratios: dict[str, float] | None = None


class Report(msgspec.Struct, frozen=True):
    """Everything that a benchmark has to say.

    Attributes:
        command: as it was given.
        machine: where it ran (`bench.machine`).
        plan: calls, numbers and so on.
        variant_b: what differs in B.
        results: by message size, A before B.
    """

    command: str
    machine: dict[str, Any]
    plan: dict[str, Any]
    variant_b: dict[str, str]
    results: list[Result]


def as_json(report: Report) -> str:
    """The report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()


def as_text(report: Report) -> str:
    """The report as tables, one for each message size."""
    where = ", ".join(f"{name} {value}" for name, value in report.machine.items() if value is not None)
    lines = [report.command, where, ", ".join(f"{name} {value}" for name, value in report.plan.items())]
    if report.variant_b:
        lines.append("B: " + " ".join(f"{name}={value}" for name, value in report.variant_b.items()))
    for per_message in dict.fromkeys(result.per_message for result in report.results):
        lines += ["", *_table([result for result in report.results if result.per_message == per_message])]
    return "\n".join(lines)


def _table(results: list[Result]) -> list[str]:
    per_message, count = results[0].per_message, len(results[0].runs)
    title = f"messages of {per_message} call{'s' * (per_message > 1)}"
    heads = [result.variant if len(results) > 1 else "median" if count > 1 else "" for result in results]
    lines = [_row(title, [*heads, *(["B/A"] if len(results) > 1 else []), *(["least", "most"] if count > 1 else [])])]
    for name in NAMES:
        cells = [_cell(getattr(result.median, name)) for result in results]
        if len(results) > 1:
            cells.append(_cell((results[1].ratios or {}).get(name)))
        if count > 1:
            known = [value for value in (getattr(run, name) for run in results[0].runs) if value is not None]
            cells += [_cell(min(known, default=None)), _cell(max(known, default=None))]
        lines.append(_row(f"  {name}", cells))
    return lines


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<28}" + "".join(f"{cell:>12}" for cell in cells)


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:,.3g}"
