"""The Faust job: app, topics, tables and agents, wired from settings."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, cast

from faust.types import TP

from agents.alert import AlertAgent
from agents.campaign import CampaignAgent
from agents.drain import Backlog, Drain
from agents.ingest import Ingest
from agents.profile import ProfileAgent, Topics
from agents.profile_work import Tables
from agents.single import Parts, SingleAgent
from app.compression import use_fast_lz4
from app.decision_work import DecisionWork
from app.detection import LOOK, Detection
from app.faust_app import RingfenceApp, faust_app
from app.faust_transport import DirectConsumer
from app.movements import follow_movements
from app.reset_connections import survive_resets
from app.settings import Settings
from models import leg
from models.call_reader import CallReader
from models.model import Model
from tables import alerts, campaigns, profiles, suspects, traffic
from tables.store import Store

log = logging.getLogger(__name__)

#: A call takes about so many bytes as JSON; used to weigh messages before they are read.
_CALL_BYTES = 200
#: An event of a suspect takes about so many bytes as JSON, and so many make a micro-batch.
_EVENT_BYTES, _EVENTS = 400, 4000


@dataclass(frozen=True)
class Job:
    """The parts of the stream job that the web views and metrics look at."""

    app: RingfenceApp
    settings: Settings
    detection: Detection
    reader: CallReader
    ingest: Ingest
    profile: ProfileAgent
    campaign: CampaignAgent
    alert: AlertAgent
    stores: Tables
    backlogs: dict[str, Backlog]
    decisions: DecisionWork

    @property
    def singles(self) -> tuple[SingleAgent[Any, Any], ...]:
        """The agents with one partition."""
        return self.campaign, self.alert

    def forget(self) -> None:
        """Partitions have moved: whatever agents remember of tables has to be read again."""
        self.ingest.forget()
        self.profile.forget()
        for agent in self.singles:
            agent.forget()

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


def create_job(settings: Settings, model: Model) -> Job:
    """Build the job; nothing connects before the worker starts.

    Raises:
        RuleFileError, ListFileError, PolicyFileError: when rules, lists or policy cannot be loaded.
    """
    use_fast_lz4()
    survive_resets()
    # aiokafka makes records for its debug log on every request, whatever the level of the handlers.
    logging.getLogger("aiokafka").setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[settings.log_level]))
    app = faust_app(settings)
    cdr = app.topic(settings.topic("cdr"), key_type=bytes, value_type=bytes, partitions=settings.source_partitions)
    calls = app.topic(settings.topic("calls"), key_type=bytes, value_type=bytes, partitions=settings.partitions)
    tables = {
        name: app.Table(name, key_type=bytes, value_type=bytes, partitions=settings.partitions)
        for name in (profiles.NAME, suspects.NAME, traffic.NAME)
    }
    stores = Tables(*tables.values())
    found = app.Table(campaigns.NAME, key_type=bytes, value_type=bytes, partitions=campaigns.PARTITIONS)
    kept = app.Table(alerts.NAME, key_type=bytes, value_type=bytes, partitions=alerts.PARTITIONS)
    events = app.topic(
        settings.topic("suspect-events"), key_type=bytes, value_type=bytes, partitions=campaigns.PARTITIONS
    )  # fmt: skip
    findings = app.topic(
        settings.topic("alert-events"), key_type=bytes, value_type=bytes, partitions=alerts.PARTITIONS
    )  # fmt: skip

    async def send(
        topic: str, partition: int | None, key: bytes | None, value: bytes, headers: list[tuple[str, bytes]]
    ) -> Awaitable[Any]:
        return cast(Awaitable[Any], await app.producer.send(topic, key, value, partition, None, headers))

    def producer() -> Any:
        return app.producer._ensure_producer()  # there is none before the worker starts

    def generation() -> int:
        return int(app.consumer_generation_id) if app.flow_control.is_active() and not app.rebalancing else -1

    reader = CallReader(settings.default_region, settings.zone, settings.naive_zone)
    ingest = Ingest(
        reader, send, settings.topic("calls"), settings.topic("cdr-rejected"), settings.partitions,
        settings.idle_seconds,
    )  # fmt: skip
    detection = Detection(settings, model)
    profile = ProfileAgent(
        detection.engine,
        stores,
        Topics(
            verdicts=settings.topic("verdicts"),
            suspect_events=settings.topic("suspect-events"),
            profiles_changelog=tables[profiles.NAME].changelog_topic_name,
            suspects_changelog=tables[suspects.NAME].changelog_topic_name,
            traffic_changelog=tables[traffic.NAME].changelog_topic_name,
            rejected=settings.topic("cdr-rejected"),
            decisions=settings.topic("decisions"),
            decisions_audit=settings.topic("decisions-audit"),
        ),
        producer,
        send,
        generation,
        detection.decider,
    )

    def parts(table: Any) -> Parts:
        return Parts(
            lambda: cast(Store, table.data), table.changelog_topic_name, settings.topic("cdr-rejected"),
            producer, send, generation,
        )  # fmt: skip

    campaign = CampaignAgent(parts(found), settings.partitions, settings.topic("alert-events"))
    alert = AlertAgent(parts(kept), settings.topic("alert-changes"), settings.topic("labels"))
    backlogs = {topic.get_topic_name(): Backlog(settings.buffer_mb << 20) for topic in (cdr, calls, events, findings)}
    DirectConsumer.backlogs = backlogs
    wait = settings.batch_wait_ms / 1000
    ingest_drain = Drain(
        app, ingest.handle, lambda event: len(event.message.value or b"") // _CALL_BYTES + 1,
        settings.batch_legs // 2, wait, backlogs[cdr.get_topic_name()],
    )  # fmt: skip
    profile_drain = Drain(
        app, profile.handle, lambda event: leg.weight(event.message.value or b""),
        settings.batch_legs, wait, backlogs[calls.get_topic_name()],
    )  # fmt: skip

    campaign_drain = Drain(
        app, campaign.handle, lambda event: len(event.message.value or b"") // _EVENT_BYTES + 1,
        _EVENTS, wait, backlogs[events.get_topic_name()],
    )  # fmt: skip

    def clock_ms(partition: int) -> int | None:
        return profile.state(partition).clock_ms if job.holds(partition) else None

    decisions = DecisionWork(settings, detection, profile_drain.alone, clock_ms, producer)

    @app.task
    async def follow_topics() -> None:
        await decisions.follow()

    alert_drain = Drain(
        app, alert.handle, lambda event: len(event.message.value or b"") // _EVENT_BYTES + 1,
        _EVENTS, wait, backlogs[findings.get_topic_name()],
    )  # fmt: skip

    @app.agent(cdr, name="ingest")
    async def ingest_agent(stream: Any) -> None:
        await ingest_drain.run(stream)

    @app.agent(calls, name="profile")
    async def profile_agent(stream: Any) -> None:
        # No call is judged by half a list: until all is known that people have said, calls wait; /readyz says why.
        await decisions.ready()
        await profile_drain.run(stream)

    @app.agent(events, name="campaign")
    async def campaign_agent(stream: Any) -> None:
        await campaign_drain.run(stream)

    @app.agent(findings, name="alert")
    async def alert_agent(stream: Any) -> None:
        await alert_drain.run(stream)

    @app.timer(interval=1.0)
    async def mark_idle() -> None:
        if generation() >= 0:
            mine = [tp.partition for tp in app.consumer.assignment() if tp.topic == cdr.get_topic_name()]
            await ingest_drain.alone(lambda: ingest.mark_idle(mine))

    @app.timer(interval=LOOK)
    async def look_at_files() -> None:
        await decisions.look()

    job = Job(app, settings, detection, reader, ingest, profile, campaign, alert, stores, backlogs, decisions)
    follow_movements(job, (ingest_drain, profile_drain, campaign_drain, alert_drain))
    return job
