"""One small model for the session, and one worker for each module that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.web.schema_check import mismatches
from tests.quick_model import quick_model
from tests.workers import Reply, Worker, create_topics, environment
from training import model_file

NewWorker = Callable[..., Worker]


@pytest.fixture(scope="session")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trained model."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    model_file.save(quick_model(), path)
    return path


@pytest.fixture(scope="module")
def env(request: pytest.FixtureRequest, broker: str, model_path: Path) -> dict[str, str]:
    """The environment of a job of the module's own, its topics created."""
    prefix = request.module.__name__.rpartition(".")[2].replace("_", "-") + "-"
    values = environment(broker, prefix, model_path, partitions=4, source_partitions=2)
    create_topics(values)
    return values


@pytest.fixture(scope="module")
def new_worker(env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewWorker]:
    """Make workers of the module's job, not yet started; all are killed at the end."""
    made: list[Worker] = []

    def make(**changes: str) -> Worker:
        made.append(Worker({**env, **changes}, tmp_path_factory.mktemp("worker")))
        return made[-1]

    yield make
    for worker in made:
        worker.kill()


@pytest.fixture(scope="module")
def worker(new_worker: NewWorker) -> Worker:
    """A worker that is ready."""
    return new_worker().start()


@pytest.fixture(scope="module")
def document(worker: Worker) -> dict[str, Any]:
    return dict(worker.get("/api/openapi.json").json)


@pytest.fixture
def conforms(document: dict[str, Any]) -> Any:
    """Check a reply against the document and give its JSON."""

    def check(path: str, reply: Reply, method: str = "get") -> Any:
        content = document["paths"][path][method]["responses"][str(reply.status)]["content"]
        media = reply.type.partition(";")[0]
        assert mismatches(reply.json, content[media]["schema"], document) == []
        return reply.json

    return check
