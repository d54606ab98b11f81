"""The Faust job: app, topics, tables and agents, wired from settings."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import faust
from faust.types import TP
from yarl import URL

from agents.drain import Backlog, Drain
from agents.ingest import Ingest
from agents.profile import ProfileAgent, Tables, Topics
from app.compression import use_fast_lz4
from app.faust_recovery import SafeTableManager
from app.faust_transport import DirectConsumer, DirectTransport
from app.kafka_client import client_settings
from app.settings import Settings
from models.call_reader import CallReader
from models.engine import Engine
from models.model import Model
from tables import changelog, profiles, suspects, traffic
from tables.store import ExactTable

log = logging.getLogger(__name__)

#: Messages waiting in a stream's queue at most; bytes are bounded by RINGFENCE_BUFFER_MB.
QUEUE_MESSAGES = 4096
#: A call takes about so many bytes as JSON; used to weigh messages before they are read.
_CALL_BYTES = 200
_DAY = 86_400
#: Bytes of a request's body at most; a message of `cdr` may have 8 MiB.
MAX_BODY = 8_000_000


class RingfenceApp(faust.App):
    """Faust app with our transport."""

    def _new_transport(self) -> DirectTransport:
        return DirectTransport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> DirectTransport:
        return DirectTransport(self.conf.broker_producer, self)


@dataclass(frozen=True)
class Job:
    """The parts of the stream job that the web views and metrics look at."""

    app: RingfenceApp
    settings: Settings
    model: Model
    reader: CallReader
    ingest: Ingest
    profile: ProfileAgent
    stores: Tables
    backlogs: dict[str, Backlog]

    def holds(self, partition: int) -> bool:
        """Whether this worker has the partition now and its tables are up to date.

        An open store alone does not say so: a worker keeps standby copies of others' partitions, which lag behind.
        """
        calls = TP(self.settings.topic("calls"), partition)
        return self.ready and self.app.assignor.is_active(calls) and self.stores.profiles.opened(partition)

    @property
    def ready(self) -> bool:
        """Whether recovery is done and no rebalance is under way."""
        app = self.app
        return bool(app.tables.actives_ready and not app.rebalancing and app.flow_control.is_active())


def _credentials(settings: Settings) -> Any:
    client = client_settings(settings)
    context = client.get("ssl_context")
    if settings.broker_security.startswith("SASL"):
        return faust.SASLCredentials(
            username=settings.broker_username,
            password=settings.broker_password,
            mechanism=settings.broker_sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context is not None else None


def _worker_id(data: Path) -> str:
    """Name of this worker in the consumer group, kept beside its state.

    With it Kafka gives a restarted worker its partitions back at once, instead of waiting for the session of the one
    that died; and a worker with the same state folder, started by mistake, is refused.
    """
    file = data / "worker-id"
    if not file.exists():
        file.write_text(uuid4().hex)
    return file.read_text()


def _faust_app(settings: Settings) -> RingfenceApp:
    data = settings.data_dir.absolute() / "state"
    data.mkdir(parents=True, exist_ok=True)
    return RingfenceApp(
        settings.job_id,
        version=settings.state_version,
        broker=[URL(f"kafka://{server.strip()}") for server in settings.broker.split(",")],
        broker_credentials=_credentials(settings),
        store="rocksdb://",
        datadir=data,
        autodiscover=False,
        key_serializer="raw",
        value_serializer="raw",
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication,
        TableManager=SafeTableManager,
        Table=ExactTable,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=changelog.MAX_BATCH,
        consumer_group_instance_id=_worker_id(data),
        broker_session_timeout=settings.session_seconds,
        broker_heartbeat_interval=settings.session_seconds / 4,
        broker_max_poll_records=QUEUE_MESSAGES,
        broker_commit_interval=1.0,
        stream_buffer_maxsize=QUEUE_MESSAGES,
        stream_recovery_delay=0.0,
        # Waiting for every message handed out would wait for ever for those that a rebalance made the drain loop drop;
        # `_connect` waits for the micro-batch under way instead.
        stream_wait_empty=False,
        stream_publish_on_commit=False,
        producer_compression_type="lz4",
        producer_linger=0.0,
        producer_max_batch_size=changelog.MAX_BATCH,
        producer_max_request_size=changelog.MAX_BATCH + (1 << 20),
        producer_acks=-1,
        web_bind=settings.web_host,
        web_host=settings.web_host,
        web_port=settings.web_port,
        canonical_url=settings.web_url or f"http://{settings.web_host}:{settings.web_port}",
        web_in_thread=False,
        # Faust's own pages show tables and topology to anybody.
        web_tables_enabled=False,
        web_router_enabled=False,
        web_stats_enabled=False,
        web_graph_enabled=False,
        web_metrics_enabled=False,
        web_application_options={"client_max_size": MAX_BODY},
        worker_redirect_stdouts=False,
    )


def create_job(settings: Settings, model: Model) -> Job:
    """Build the job; nothing connects before the worker starts."""
    use_fast_lz4()
    app = _faust_app(settings)
    cdr = app.topic(settings.topic("cdr"), key_type=bytes, value_type=bytes, partitions=settings.source_partitions)
    calls = app.topic(settings.topic("calls"), key_type=bytes, value_type=bytes, partitions=settings.partitions)
    tables = {
        name: app.Table(name, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        for name in (profiles.NAME, suspects.NAME, traffic.NAME)
    }
    stores = Tables(*tables.values())

    async def send(
        topic: str, partition: int | None, key: bytes | None, value: bytes, headers: list[tuple[str, bytes]]
    ) -> Awaitable[Any]:
        return cast(Awaitable[Any], await app.producer.send(topic, key, value, partition, None, headers))

    def generation() -> int:
        return int(app.consumer_generation_id) if app.flow_control.is_active() and not app.rebalancing else -1

    reader = CallReader(settings.default_region, settings.zone, settings.naive_zone)
    ingest = Ingest(
        reader, send, settings.topic("calls"), settings.topic("cdr-rejected"), settings.partitions,
        settings.idle_seconds,
    )  # fmt: skip
    engine = Engine(model, settings.retention_days * _DAY)
    names = [table.changelog_topic_name for table in tables.values()]
    profile = ProfileAgent(
        engine,
        stores,
        Topics(settings.topic("verdicts"), settings.topic("suspect-events"), *names),
        lambda: app.producer._ensure_producer(),  # noqa: PLW0108 - there is no producer before the worker starts
        send,
        generation,
    )
    backlogs = {topic.get_topic_name(): Backlog(settings.buffer_mb << 20) for topic in (cdr, calls)}
    DirectConsumer.backlogs = backlogs
    wait = settings.batch_wait_ms / 1000
    ingest_drain = Drain(
        app, ingest.handle, lambda event: len(event.message.value or b"") // _CALL_BYTES + 1,
        settings.batch_legs // 2, wait, backlogs[cdr.get_topic_name()],
    )  # fmt: skip
    profile_drain = Drain(
        app, profile.handle, lambda event: len(event.message.value or b"") // 56 + 1,
        settings.batch_legs, wait, backlogs[calls.get_topic_name()],
    )  # fmt: skip

    @app.agent(cdr, name="ingest")
    async def ingest_agent(stream: Any) -> None:
        await ingest_drain.run(stream)

    @app.agent(calls, name="profile")
    async def profile_agent(stream: Any) -> None:
        await profile_drain.run(stream)

    @app.timer(interval=1.0)
    async def mark_idle() -> None:
        if generation() >= 0:
            mine = [tp.partition for tp in app.consumer.assignment() if tp.topic == cdr.get_topic_name()]
            await ingest_drain.alone(lambda: ingest.mark_idle(mine))

    job = Job(app, settings, model, reader, ingest, profile, stores, backlogs)
    _connect(job, (ingest_drain, profile_drain))
    return job


def _connect(job: Job, drains: tuple[Drain, ...]) -> None:
    """Follow the movements of partitions."""

    @job.app.on_partitions_revoked.connect(weak=False)
    async def settle(app: Any, revoked: Any, **kwargs: Any) -> None:
        # A micro-batch between its check and its last step still belongs to this worker: let it finish.
        for drain in drains:
            await drain.settled()
        job.ingest.forget()
        job.profile.forget()

    @job.app.on_partitions_assigned.connect(weak=False)
    async def restart(app: Any, assigned: Any, **kwargs: Any) -> None:
        for backlog in job.backlogs.values():
            backlog.reset()
        job.ingest.forget()
        job.profile.forget()

    @job.app.on_rebalance_complete.connect(weak=False)
    async def refuse_other_layouts(app: Any, **kwargs: Any) -> None:
        for partition in range(job.settings.partitions):
            if job.stores.profiles.opened(partition):
                try:
                    job.profile.state(partition)
                except ValueError as error:
                    sys.stderr.write(f"ringfence: {error}\n")
                    sys.stderr.flush()
                    os._exit(1)
        job.profile.forget()


def state_dir(settings: Settings) -> Path:
    """Where the worker keeps its tables."""
    return settings.data_dir.absolute() / "state"
