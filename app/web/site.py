"""What the views share, and its life: it begins and ends with the web server."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from app.alerts_view import AlertsView
from app.background import NowAndThen, for_ever
from app.dead_letters import DeadLetters
from app.feed import Feed
from app.follower import Follower
from app.job import Job
from app.labels_view import LabelsView
from app.lag import LagWatch
from app.read_model import ReadModel
from app.users_topic import UsersTopic, new_mask_key
from app.web.access import Access
from app.web.broadcast import Broadcast
from app.web.dashboard import Dashboard
from app.web.figures import stats_of
from app.web.intake import Intake, IntakeClosedError
from app.web.measure import Measures
from app.webhook import Webhook
from models.access.user import encode
from models.number import Normaliser
from tables.alerts import NAME as ALERTS

#: Seconds that another worker may take to answer.
FORWARD_SECONDS = 2.0
#: Seconds that Kafka may take to confirm the key of masked numbers, and between two attempts.
_CONFIRM, _PAUSE = 5.0, 0.2


class Stalls:
    """Notices that the process stood still, as under SIGSTOP or while a virtual machine was moved.

    Kafka may have given its partitions to others meanwhile, and only the next heartbeat tells.

    Args:
        session: seconds of silence after which Kafka gives a worker's partitions away; it sends a heartbeat in each
            quarter of that.
    """

    _TICK = 0.5

    def __init__(self, session: float) -> None:
        self._long, self._wary = session * 0.6, session / 4 + 1.5
        self._ticked = time.monotonic()
        self._wary_until = float("-inf")

    @property
    def lately(self) -> bool:
        """Whether it stood still for long, and a heartbeat may not have been answered since."""
        now = time.monotonic()
        return now - self._ticked > self._long or now < self._wary_until

    async def follow(self) -> None:
        """Tick for ever."""
        self._ticked = time.monotonic()
        while True:
            await asyncio.sleep(self._TICK)
            now = time.monotonic()
            if now - self._ticked > self._long:
                self._wary_until = now + self._wary
            self._ticked = now


@dataclass
class Site:
    """Everything that a view may need.

    Attributes:
        job: the stream job of this worker.
        model: what is known of the whole job.
        feed: live verdicts.
        lag: how far the job is behind.
        intake: writes records to `cdr`, and what people decide to other topics.
        users, users_topic: who there is, and what follows it.
        access: knows who asks.
        webhook: tells changes of alerts.
        labels, labels_view: what analysts said of numbers, and what follows it.
        alerts, alerts_view: the changelog of the alerts, and what follows it.
        broadcast: the live stream's clients.
        measures: counts and times of requests.
        normalise: reads numbers as the records' reader does.
        dashboard: the static site, once it has been built.
        dead_letters: records that were no calls.
        stalls: whether this process stood still so long that others may own its partitions by now.
        client: for questions to other workers; there while the server runs.
    """

    job: Job
    model: ReadModel
    feed: Feed
    lag: LagWatch
    intake: Intake
    broadcast: Broadcast
    measures: Measures
    normalise: Normaliser
    dashboard: Dashboard
    dead_letters: DeadLetters
    stalls: Stalls
    labels: Follower
    labels_view: LabelsView
    alerts: Follower
    alerts_view: AlertsView
    users: Follower
    users_topic: UsersTopic
    access: Access
    webhook: Webhook
    client: aiohttp.ClientSession | None = None

    async def life(self, app: web.Application) -> AsyncIterator[None]:
        """Start the background work, and end it (an aiohttp cleanup context)."""
        quiet = NowAndThen()
        for handler in logging.getLogger().handlers:
            handler.addFilter(quiet)
        work = {
            "read model": self.model.follow,
            "feed": self.feed.follow,
            "lag": self.lag.follow,
            "intake": self.intake.follow,
            "broadcast": self.broadcast.follow,
            "dead letters": self.dead_letters.follow,
            "stalls": self.stalls.follow,
            "labels": self.labels.follow,
            "alerts": self.alerts.follow,
            "users": self.users.follow,
            "webhook": self.webhook.follow,
        }
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=FORWARD_SECONDS)) as self.client:
            tasks = [asyncio.create_task(for_ever(name, follow), name=name) for name, follow in work.items()]
            yield
            for task in tasks:
                task.cancel()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5.0)


SITE = web.AppKey("site", Site)


def site_of(request: web.Request) -> Site:
    """The site that a request is for."""
    return request.app[SITE]


def new_site(job: Job) -> Site:
    """The site of a job; nothing connects before the server starts."""
    settings = job.settings
    model = ReadModel(settings)
    feed = Feed(settings, model.campaigns.of)
    labels, alerts, users, intake = LabelsView(), AlertsView(), UsersTopic(), Intake(settings)

    async def make_mask_key() -> None:
        # Two workers that start side by side may both make one; each then goes by the later.
        while not access.open and users.mask is None:
            key, row = new_mask_key()
            try:
                await intake.write(settings.topic("users"), 0, key, encode(row), _CONFIRM)
                return
            except IntakeClosedError:
                await asyncio.sleep(_PAUSE)

    following = Follower(
        settings, settings.topic("users"), users.take, begin=make_mask_key, forget=users.clear
    )  # fmt: skip
    access = Access(settings, users, lambda: following.caught_up)
    return Site(
        job=job,
        model=model,
        feed=feed,
        lag=LagWatch(settings),
        intake=intake,
        broadcast=Broadcast(feed, lambda: stats_of(model) if model.caught_up else None, access),
        measures=Measures(),
        normalise=Normaliser(settings.default_region),
        dashboard=Dashboard(settings),
        dead_letters=DeadLetters(settings),
        stalls=Stalls(settings.session_seconds),
        labels=Follower(settings, settings.topic("labels"), labels.take, forget=labels.clear),
        labels_view=labels,
        alerts=Follower(settings, f"{settings.group}-{ALERTS}-changelog", alerts.take, forget=alerts.clear),
        alerts_view=alerts,
        users=following,
        users_topic=users,
        access=access,
        webhook=Webhook(settings),
    )
