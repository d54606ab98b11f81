"""`ringfence settings`: what the settings are, and whether a worker could start with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, emit_json, say
from app.commands.running import run

if TYPE_CHECKING:
    from app.settings import Settings

EXAMPLES = """\
  ringfence settings
  RINGFENCE_PARTITIONS=12 ringfence settings --json
  ringfence settings --check                            # could a worker start?
"""
_PREFIX = "RINGFENCE_"
_SECRETS = ("broker_password", "webhook_secret", "token")


def command(
    check: Annotated[
        bool, typer.Option("--check", help="Try them: data folder, model, Kafka, topics; exit code 1 on a problem.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the settings in effect.

    They come from the environment, the file .env in the current folder and the defaults; secrets are masked.
    """
    from app.settings import Settings, load_settings

    settings = load_settings()
    values = {_PREFIX + name.upper(): _shown(settings, name) for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in values:
            say(f"{name} is set and no setting has this name")
    problems = run(_problems(settings)) if check else []
    if as_json:
        emit_json({"settings": values, "problems": problems} if check else values)
    else:
        for name, value in values.items():
            emit(f"{name}={'' if value is None else value}")
        for problem in problems or (["All is well: a worker can start."] if check else []):
            emit(problem)
    if problems:
        raise typer.Exit(1)


def _shown(settings: Settings, name: str) -> str | int | float | None:
    value = getattr(settings, name)
    if name in _SECRETS and value:
        return "********"
    return value if value is None or isinstance(value, str | int | float) else str(value)


async def _problems(settings: Settings) -> list[str]:
    """One sentence for everything that would stop a worker."""
    from app.errors import RingfenceError
    from app.list_files import load_lists
    from app.model_loading import load_model
    from app.policy_files import load_policy
    from app.rule_files import load_rules
    from app.topics import check, specs
    from models.facts import NAMES

    problems = []
    try:
        (settings.data_dir / "state").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problems.append(f"RINGFENCE_DATA_DIR={settings.data_dir} cannot be used: {error.strerror}.")
    for load in (
        lambda: load_model(settings),
        lambda: load_rules(settings.rules, NAMES),
        lambda: load_lists(settings.allow_list, settings.block_list, settings.default_region),
        lambda: load_policy(settings.decisions, [rule.id for rule in load_rules(settings.rules, NAMES).rules]),
    ):
        try:
            load()
        except RingfenceError as error:
            if str(error) not in problems:
                problems.append(str(error))
    try:
        problems += await check(settings, specs(settings))
    except RingfenceError as error:
        problems.append(str(error))
    return problems
