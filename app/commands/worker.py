"""`ringfence worker`: one worker of the stream job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.running import run

if TYPE_CHECKING:
    from app.settings import Settings

EXAMPLES = """\
  ringfence worker
  ringfence worker --web-port 6067 --data-dir .ringfence-2    # a second worker on the same machine
  RINGFENCE_LOG_LEVEL=INFO ringfence worker --without-web
"""


def command(
    web_port: Annotated[
        int | None,
        typer.Option(metavar="PORT", min=1, max=65_535, help="Port of the web server, instead of RINGFENCE_WEB_PORT."),
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for this worker's state, instead of RINGFENCE_DATA_DIR.")
    ] = None,
    without_web: Annotated[bool, typer.Option("--without-web", help="Run no web server.")] = False,
    no_create_topics: Annotated[
        bool, typer.Option("--no-create-topics", help="Refuse to start when a topic is missing.")
    ] = False,
) -> None:
    """Run a worker of the stream job.

    It reads calls from Kafka, keeps the profiles, scores every call and serves the web views.

    Start as many as there are partitions, each with a data folder of its own; Kafka shares out the work. Ctrl-C or
    SIGTERM stops it, a second one at once; either way nothing is lost or counted twice.
    """
    # Options become settings before anything reads these: `app.main` builds the job from them.
    if web_port is not None:
        os.environ["RINGFENCE_WEB_PORT"] = str(web_port)
    if data_dir is not None:
        os.environ.setdefault("RINGFENCE_MODEL", str(_model_path()))
        os.environ["RINGFENCE_DATA_DIR"] = str(data_dir)
    from app.settings import load_settings

    run(_check_topics(load_settings(), create=not no_create_topics))
    from app.worker import new_loop
    from app.worker import run as run_worker

    loop = new_loop()
    from app.main import app, settings

    app.conf.web_enabled = not without_web
    run_worker(app, loop, settings.log_level)


def _model_path() -> Path:
    """The model of the usual data folder: a second worker's folder is for its state and has no model in it."""
    from app.settings import load_settings

    return load_settings().model_path


async def _check_topics(settings: Settings, *, create: bool) -> None:
    """Make sure that every topic is there with the right number of partitions."""
    from app.errors import TopicError
    from app.topics import describe, ensure, specs

    wanted = specs(settings)
    if not create:
        present = {topic["name"] for topic in await describe(settings, wanted)}
        for spec in wanted:
            if spec.name not in present:
                raise TopicError(f"Topic {spec.name} is missing; create it with `ringfence topics create`.")
    await ensure(settings, wanted)
