"""`ringfence rules`: what the rules are, and whether their files can be used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.output import emit, emit_json

if TYPE_CHECKING:
    from models.rules import Rule, RuleSet

EXAMPLES = """\
  ringfence rules list
  ringfence rules check my-rules && cp my-rules/*.yaml /etc/ringfence/rules/
  ringfence rules show wangiri-called-back
  ringfence rules test --rules my-rules
"""

group = typer.Typer(
    help="Show, check and test the rules that name fraud. Nothing is changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_FOLDER_HELP = "Folder of rule files, instead of the rules that come with Ringfence."
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Folder = Annotated[Path | None, typer.Option("--rules", help=_FOLDER_HELP, file_okay=False, exists=True)]


@group.command("list", epilog="\b\nExamples:\n  ringfence rules list --json\n")
def list_(rules: Folder = None, as_json: Json = False) -> None:
    """List the rules: state, risk, severity, whom they judge, what they find."""
    found = _load(rules)
    if as_json:
        emit_json({"version": found.version, "rules": [_plain(rule) for rule in found.rules]})
        return
    header = ("rule", "version", "state", "risk", "severity", "subject", "type")
    rows = [header] + [
        (one.id, str(one.version), one.state, str(one.risk), one.severity, one.subject, one.fraud_type)
        for one in found.rules
    ]
    widths = [max(len(row[k]) for row in rows) for k in range(len(header))]
    for row in rows:
        emit("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


@group.command(epilog="\b\nExamples:\n  ringfence rules check my-rules --json\n")
def check(
    folder: Annotated[Path | None, typer.Argument(help=_FOLDER_HELP, show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Tell whether rule files can be used, samples included; if not, file:line: reason, and the exit code is 1."""
    from app.errors import RuleFileError
    from app.rule_files import PACKAGED

    try:
        found, problem = _load(folder), None
    except RuleFileError as error:
        found, problem = None, str(error)
    if as_json:
        version, count = (found.version, len(found.rules)) if found else (None, 0)
        emit_json({"ok": found is not None, "version": version, "rules": count, "problem": problem})
    elif found:
        emit(f"{folder or PACKAGED}: {len(found.rules)} rules are in order, version {found.version}")
    else:
        emit(problem or "")
    if problem:
        raise typer.Exit(1)


@group.command(epilog="\b\nExamples:\n  ringfence rules show sim-box-handset\n")
def show(
    rule: Annotated[str, typer.Argument(metavar="ID", help="Id of the rule, as `rules list` shows it.")],
    rules: Folder = None,
    as_json: Json = False,
) -> None:
    """Show a rule: what it needs to fire, what it says, when it is wrong, and what to do about it."""
    from app.errors import UsageError

    one = next((one for one in _load(rules).rules if one.id == rule), None)
    if one is None:
        raise UsageError(f"There is no rule {rule}; `ringfence rules list` shows which there are.")
    if as_json:
        emit_json(_plain(one))
        return
    emit(f"{one.id} (version {one.version}, {one.file}:{one.line})")
    emit(f"  {one.description}")
    most = f", risk by detectors at most {one.risk_at_most}" if one.risk_at_most < 100 else ""
    emit(f"  {one.state}, {one.severity}, risk {one.risk}{most}, {one.fraud_type}, judges a {one.subject}")
    emit(f'  says: "{one.says}"')
    groups = [" and ".join(map(str, group)) for group in one.exceptions]
    for title, lines in (
        ("fires when all of these hold", list(map(str, one.conditions))),
        ("stays silent all the same when", groups),
        ("known false positives", list(one.known_false_positives)),
        ("triage", list(one.triage)),
    ):
        if lines:
            emit(f"  {title}:")
            for line in lines:
                emit(f"    - {line}")


@group.command("test", epilog="\b\nExamples:\n  ringfence rules test --rules my-rules --json\n")
def try_(rules: Folder = None, as_json: Json = False) -> None:
    """Run the rules on their samples, as a worker would, and tell how many fire and stay silent."""
    from app.rule_samples import try_samples

    outcomes = try_samples(_load(rules))
    wrong = [rule for rule, (_, _, failed) in outcomes.items() if failed]
    if as_json:
        emit_json({
            "ok": not wrong,
            "rules": {rule: {"fires": a, "silent": b, "wrong": c} for rule, (a, b, c) in outcomes.items()},
        })  # fmt: skip
    else:
        for rule, (fires, silent, failed) in outcomes.items():
            emit(f"{rule}: {fires} fire, {silent} silent" + (f", {failed} WRONG" if failed else ""))
        total = [sum(counts) for counts in zip(*outcomes.values(), strict=True)] or [0, 0, 0]
        emit(f"{len(outcomes)} rules: {total[0]} samples fire, {total[1]} stay silent, {total[2]} wrong")
    if wrong:
        raise typer.Exit(1)


def _load(folder: Path | None) -> RuleSet:
    from app.rule_files import load_rules
    from models.facts import NAMES

    return load_rules(folder, NAMES)


def _plain(rule: Rule) -> Any:
    import msgspec

    return msgspec.to_builtins(rule)
