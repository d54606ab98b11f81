"""Where runs take place: a broker, a model, and a folder for what workers write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.broker import Broker
from app.settings import load_settings
from bench.ports import free_port


@dataclass(frozen=True)
class Place:
    """Where runs take place.

    Attributes:
        broker: address of Kafka.
        log: folder of its log when it is ours, else None.
        home: folder for what workers write.
        model: model file.
        web_port: port for a worker's web server; None = none.
    """

    broker: str
    log: Path | None
    home: Path
    model: Path
    web_port: int | None


@contextmanager
def place(address: str | None, *, web: bool) -> Iterator[Place]:
    """Give the Kafka at an address, or one of our own that is stopped in the end; what was written is removed.

    The model is that of the settings.
    """
    with TemporaryDirectory(prefix="ringfence-bench-") as folder:
        home = Path(folder)
        model = load_settings().model_path.absolute()
        web_port = free_port(1) if web else None
        if address is not None:
            yield Place(address, None, home, model, web_port)
            return
        with Broker(free_port(2), home, tie_to_parent=True) as own:
            yield Place(own.address, own.home / "log", home, model, web_port)
