"""Ports that the demo can use: the configured ones, or others when somebody else has those."""

from __future__ import annotations

import socket

from app.broker import Broker
from app.broker_setup import HOST
from app.errors import UsageError
from app.settings import Settings

_LOCAL = (HOST, "localhost")
_TRIES = 50


def broker_port(settings: Settings) -> int:
    """Port for the demo's Kafka.

    A port that RINGFENCE_BROKER names is used as it is, whoever answers there. Without that the default port is used,
    or a free one near it when another Kafka or another program has the default: simulated calls do not belong there.

    Raises:
        UsageError: when RINGFENCE_BROKER names another machine; the demo would send made-up calls to it.
    """
    host, _, port = settings.broker.partition(":")
    if host not in _LOCAL or not port.isdecimal():
        raise UsageError(
            f"The demo runs its own Kafka and RINGFENCE_BROKER is {settings.broker}: unset it, or name a port of "
            "127.0.0.1."
        )
    first = int(port)
    if "broker" in settings.model_fields_set or Broker(first, settings.data_dir).pid() is not None:
        return first
    return _first_free(first, 2)


def web_port(settings: Settings) -> int:
    """Port for the demo's web server: the configured one, or a free one near it when only the default is taken."""
    return settings.web_port if "web_port" in settings.model_fields_set else _first_free(settings.web_port, 1)


def _first_free(first: int, count: int) -> int:
    """The first port from `first` on, in steps of `count`, that is free with the `count` - 1 above it."""
    for port in range(first, first + _TRIES * count, count):
        if all(_free(number) for number in range(port, port + count)):
            return port
    raise UsageError(f"There is no free port from {first} on; name one with RINGFENCE_BROKER or RINGFENCE_WEB_PORT.")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
