"""The Faust app that the job runs in: its settings, and the parts of Faust that are replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import faust
from yarl import URL

from app.faust_recovery import SafeTableManager
from app.faust_transport import DirectTransport
from app.kafka_client import client_settings
from app.settings import Settings
from tables import changelog
from tables.store import ExactTable

#: Messages waiting in a stream's queue at most; bytes are bounded by RINGFENCE_BUFFER_MB.
QUEUE_MESSAGES = 4096
#: Bytes of a request's body at most; a message of `cdr` may have 8 MiB.
MAX_BODY = 8_000_000


class RingfenceApp(faust.App):
    """Faust app with our transport.

    Attributes:
        client: arguments with which other aiokafka clients connect to the same Kafka.
    """

    client: dict[str, Any]

    def _new_transport(self) -> DirectTransport:
        return DirectTransport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> DirectTransport:
        return DirectTransport(self.conf.broker_producer, self)


def state_dir(settings: Settings) -> Path:
    """Where the worker keeps its tables: a folder for each job, since another job's offsets would be wrong here."""
    return settings.data_dir.absolute() / "state" / settings.job_id


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


def faust_app(settings: Settings) -> RingfenceApp:
    """The app as the settings want it; nothing connects before the worker starts."""
    data = state_dir(settings)
    data.mkdir(parents=True, exist_ok=True)
    app = RingfenceApp(
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
        # A standby copy would have to be read through Faust's own recovery, which may apply records to the wrong table.
        table_standby_replicas=0,
        # Waiting for every message handed out would wait for ever for those that a rebalance made the drain loop drop;
        # `app.job` waits for the micro-batch under way instead.
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
    app.client = client_settings(settings)
    return app
