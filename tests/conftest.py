"""What tests of every package share: one real broker for the whole session."""

import os
import random
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

from app.broker import Broker
from app.broker_jars import ensure_jars

# Two tests run at the same time, and the threads of a booster wait for each other by spinning: a fit of a second took
# six minutes. What starts from here inherits it.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# No example has a time limit: the first one may have to load a kernel, and these machines are noisy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def free_port() -> int:
    """Return a port that is free together with the one above it, below the range that systems hand out themselves.

    It lies at a random place: test processes that look at the same moment would otherwise all take the first.
    """
    chance = random.SystemRandom()
    for _ in range(1000):
        port = chance.randrange(21_000, 30_000, 2)
        try:
            with socket.socket() as first, socket.socket() as second:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
        except OSError:
            continue
        return port
    raise AssertionError("no two free ports in a row")


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real Kafka on a free port and give its address, as in "127.0.0.1:21000"."""
    ensure_jars()
    with Broker(free_port(), tmp_path_factory.mktemp("broker"), tie_to_parent=True) as running:
        yield running.address


@pytest.fixture
def free_ports() -> int:
    """Give a port that is free together with the one above it."""
    return free_port()
