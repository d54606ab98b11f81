"""How every Kafka client of Ringfence connects, and a probe that tells whether Kafka answers at an address."""

import socket
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError

from app.errors import BrokerError, SettingsError

_PROBE_ID = 0x52464E43
"""Correlation id of the probe: an answer that repeats it comes from Kafka."""
_METADATA, _METADATA_VERSION = 3, 7
"""Version 7 is understood by every Kafka since 2.1 and has a fixed layout up to the number of brokers."""


class ClientSettings(Protocol):
    """The settings that say where Kafka is and how to log in; empty means none."""

    @property
    def broker(self) -> str: ...  # noqa: D102  host:port, several separated by commas
    @property
    def broker_security(self) -> str: ...  # noqa: D102  PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
    @property
    def broker_sasl_mechanism(self) -> str | None: ...  # noqa: D102
    @property
    def broker_username(self) -> str | None: ...  # noqa: D102
    @property
    def broker_password(self) -> str | None: ...  # noqa: D102
    @property
    def broker_ca_file(self) -> Path | str | None: ...  # noqa: D102  PEM file; empty: the system's authorities


def client_settings(settings: ClientSettings) -> dict[str, Any]:
    """Return the keyword arguments with which any aiokafka client connects as the settings say.

    Raises SettingsError when SASL is asked for without a user or password, or the CA file cannot be read.
    """
    security = settings.broker_security
    arguments: dict[str, Any] = {
        "bootstrap_servers": [server.strip() for server in settings.broker.split(",")],
        "security_protocol": security,
    }
    if security.startswith("SASL_"):
        if not settings.broker_username or not settings.broker_password:
            raise SettingsError(f"{security} needs RINGFENCE_BROKER_USERNAME and RINGFENCE_BROKER_PASSWORD.")
        arguments["sasl_mechanism"] = settings.broker_sasl_mechanism or "PLAIN"
        arguments["sasl_plain_username"] = settings.broker_username
        arguments["sasl_plain_password"] = settings.broker_password
    if security.endswith("SSL"):
        try:
            arguments["ssl_context"] = ssl.create_default_context(cafile=settings.broker_ca_file or None)
        except OSError as error:
            raise SettingsError(
                f"RINGFENCE_BROKER_CA_FILE={settings.broker_ca_file} cannot be used as a PEM file: {error}."
            ) from error
    return arguments


@asynccontextmanager
async def admin_client(settings: ClientSettings) -> AsyncIterator[Any]:
    """Connect an aiokafka admin client; any Kafka error inside leaves as a BrokerError of one sentence."""
    client = AIOKafkaAdminClient(**client_settings(settings))
    try:
        await client.start()
        yield client
    except KafkaConnectionError as error:
        raise BrokerError(unreachable(settings.broker)) from error
    except KafkaError as error:
        raise BrokerError(f"Kafka at {settings.broker} refused: {error}.") from error
    finally:
        await client.close()


def unreachable(broker: str) -> str:
    """Return the sentence for a Kafka that does not answer."""
    return f"No Kafka answers at {broker}; start one with `ringfence broker`, or set RINGFENCE_BROKER to yours."


def kafka_brokers(host: str, port: int, wait: float = 2.0) -> int | None:
    """Ask whoever listens at an address for Kafka's cluster metadata, without TLS or login.

    Returns the number of brokers that the cluster has ready (0 while it starts), or None when nothing there speaks
    Kafka within `wait` seconds. One plain request instead of a client: it neither logs nor retries while Kafka starts.
    """
    client = b"ringfence"
    request = struct.pack(">hhih", _METADATA, _METADATA_VERSION, _PROBE_ID, len(client)) + client
    request += struct.pack(">i?", 0, False)  # no topics, and create none
    try:
        with socket.create_connection((host, port), timeout=wait) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            with connection.makefile("rb") as answer:
                _size, correlation, _throttle, brokers = struct.unpack(">iiii", answer.read(16))
    except (OSError, struct.error):
        return None
    return int(brokers) if correlation == _PROBE_ID else None
