"""The command line `ringfence`: one command per module of `app.commands`, errors as one sentence, exit codes 0, 1, 2.

What a command prints as its result goes to standard output; everything else, such as progress, goes to standard error.
Commands import what they need when they run, so that `--help` answers at once.
"""

from __future__ import annotations

import sys

import typer

from app.commands import (
    alerts,
    broker,
    campaigns,
    demo,
    evaluate,
    evaluate_subscribers,
    import_,
    lists,
    rules,
    settings,
    simulate,
    tail,
    topics,
    train,
    users,
    worker,
)
from app.commands.output import say
from app.errors import RingfenceError

cli = typer.Typer(
    name="ringfence",
    help="Find telephone fraud in call detail records while the calls are being made.",
    epilog="\b\nExamples:\n  ringfence demo\n  ringfence COMMAND --help\n\n"
    "Settings are environment variables RINGFENCE_* or lines of a file .env: see `ringfence settings`.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for _name, _module in {
    "demo": demo,
    "broker": broker,
    "worker": worker,
    "simulate": simulate,
    "import": import_,
    "train": train,
    "evaluate": evaluate,
    "evaluate-subscribers": evaluate_subscribers,
    "tail": tail,
    "settings": settings,
}.items():
    cli.command(_name, epilog=f"\b\nExamples:\n{_module.EXAMPLES}")(_module.command)
cli.add_typer(alerts.group, name="alerts", epilog=f"\b\nExamples:\n{alerts.EXAMPLES}")
cli.add_typer(campaigns.group, name="campaigns", epilog=f"\b\nExamples:\n{campaigns.EXAMPLES}")
cli.add_typer(rules.group, name="rules", epilog=f"\b\nExamples:\n{rules.EXAMPLES}")
cli.add_typer(lists.group, name="lists", epilog=f"\b\nExamples:\n{lists.EXAMPLES}")
cli.add_typer(users.group, name="users", epilog=f"\b\nExamples:\n{users.EXAMPLES}")
cli.add_typer(topics.group, name="topics", epilog=f"\b\nExamples:\n{topics.EXAMPLES}")


def main() -> None:
    """Run the command that the arguments name, and exit: 0 done, 1 failed, 2 misused, 130 interrupted."""
    try:
        cli(prog_name="ringfence")
    except RingfenceError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
