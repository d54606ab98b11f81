"""Faust's Kafka transport with an idempotent producer and a cheaper way from the consumer into the streams.

Faust starts four tasks for every message that it hands to a stream, so that a full queue or a rebalance can interrupt
it, and asks its codecs about every key and value; that is most of what a message costs. Here a message goes straight
into the queue of the stream that reads its topic.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from faust.events import Event
from faust.transport.drivers.aiokafka import Consumer, Producer, Transport
from faust.types import TP
from faust.types.tuples import ack_lock

from agents.drain import Backlog

#: Messages handed over before other tasks get a turn.
_YIELD_EVERY = 100
#: Seconds until it is looked again whether any partition may be fetched from.
_IDLE = 0.05


class ExactProducer(Producer):
    """Writes each record once, in order, acknowledged by all replicas."""

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class DirectConsumer(Consumer):
    """Hands messages to streams without a task each, and bounds the bytes that wait in a stream's queue.

    Attributes:
        backlogs: by topic, for topics of raw bytes that one stream reads; others take Faust's own way.
    """

    backlogs: dict[str, Backlog]
    _n_acked: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fetching = asyncio.Lock()

    @asynccontextmanager
    async def sought_back(self) -> AsyncIterator[None]:
        """Within, every partition stands where it was acknowledged, and no fetch is under way that moves it on.

        A fetch that began before partitions moved goes on after they have been given out. What it brings then is
        dropped, since they are still paused; had it been read after the seek, nothing would ever read it again
        (docs/decisions/fetch-across-a-seek.md).
        """
        async with self._fetching:
            if self.assignment():
                await self.perform_seek()
            yield

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        async with self._fetching:
            # A copy: the set itself is emptied while partitions move, and an empty one asks for all of them.
            return await super()._getmany(active_partitions and set(active_partitions), timeout)

    def on_buffer_drop(self, tp: Any) -> None:
        """There is room for a partition again; it stays as it is if it is paused, or somebody else's, by now."""
        if tp in self._paused_partitions or tp not in self.assignment():
            self._buffered_partitions.discard(tp)
        else:
            super().on_buffer_drop(tp)

    async def perform_seek(self) -> None:
        """Go back to what was acknowledged, in every partition, at every rebalance.

        aiokafka leaves a partition in which nothing has been committed yet where it is. Events that a rebalance made
        the streams drop there would never come again: with a worker that joined within a second of another, calls were
        lost (docs/decisions/first-commit.md).
        """
        await super().perform_seek()
        fresh = {tp for tp in self.assignment() if self._read_offset[tp] is None and not self._is_changelog_tp(tp)}
        if fresh:
            # Faust takes a commit for done that failed because partitions began to move. With no commit to correct it,
            # what is read again would not count as acknowledged.
            self._committed_offset.update(dict.fromkeys(fresh))
            await self._thread.seek_wait(await self._thread.earliest_offsets(*fresh))

    async def verify_all_partitions_active(self) -> None:
        """Faust's watch over its streams sees nothing of ours: messages do not pass its sensors. The lag is watched."""

    async def _drain_messages(self, fetcher: Any) -> None:
        """Faust's background loop from broker to streams; it differs in how messages are delivered only."""
        try:
            while not (self._stopped.is_set() or fetcher._stopped.is_set()):
                await self.sleep(0)
                if self.should_stop:
                    return
                # Faust looks again after a second: so long would a worker stand idle that has just become ready.
                if not self.flow_active:
                    await self.wait(self.can_resume_flow)
                elif not self._get_active_partitions():
                    await self.sleep(_IDLE)
                else:
                    await self._hand_over(*await self._wait_next_records(1.0))
        except self.consumer_stopped_errors:
            if not self.transport.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.transport.app.should_stop:
                raise

    async def _hand_over(self, records: Mapping[Any, list[Any]] | None, active: set[Any] | None) -> None:
        """Deliver what was fetched, one partition after the other.

        Faust goes round the partitions record by record. Micro-batches then hold a little of every partition, and each
        partition costs a write of its own (docs/decisions/faust-hand-over.md).
        """
        generation = self.app.consumer_generation_id
        if records is None or self.should_stop:
            return
        if not self.flow_active:
            # Fetched while partitions began to move: what was fetched is read again.
            try:
                await self.perform_seek()
            except Exception as error:  # noqa: BLE001 - as Faust: the rebalance that is under way seeks once more
                self.log.warning("could not seek while partitions move: %r", error)
            return
        since_yield = 0
        for tp, batch in records.items():
            for record in batch:
                if not self.flow_active or self.app.consumer_generation_id != generation:
                    return
                if active is None or tp in active or tp in self._buffered_partitions:
                    since_yield += 1
                    if since_yield >= _YIELD_EVERY:
                        since_yield = 0
                        await asyncio.sleep(0)
                    await self._receive(tp, self._to_message(tp, record))

    def acknowledge(self, messages: Iterable[Any]) -> None:
        """Mark messages as done, so that the next commit covers them: `Consumer.ack` for many at once."""
        with ack_lock:
            for message in messages:
                tp, offset = message.tp, message.offset
                committed = self._committed_offset[tp]
                if (committed is None or offset >= committed) and offset not in self._acked_index[tp]:
                    message.acked = True
                    self._acked_index[tp].add(offset)
                    self._acked[tp].append(offset)
                    self._n_acked += 1

    async def _receive(self, tp: Any, message: Any) -> None:
        offset = message.offset
        last = self._read_offset[tp]
        if last is not None and offset < last:
            return  # fetched before a seek
        if last and offset - last > 1 and self.app.topics.acks_enabled_for(message.topic):
            await self._add_gap(tp, last + 1, offset)
        if self._commit_every is not None and self._n_acked >= self._commit_every:
            self._n_acked = 0
            await self.commit()
        backlog = self.backlogs.get(message.topic)
        if backlog is None:
            await self.wait_first(self.callback(message), self.suspend_flow.wait())
        else:
            if backlog.full:
                await self.wait_first(backlog.room(), self.suspend_flow.wait())
            (channel,) = self.app.topics._topic_name_index[message.topic]
            while channel.queue.full():
                # Rare, since the fetcher stops at 80% of the queue; what it had fetched by then may still come.
                await asyncio.sleep(0.005)
                if not self._wanted(message):
                    return
        if self._wanted(message):
            if backlog is not None:
                self._deliver(tp, message, backlog, channel.queue)
            self._read_offset[tp] = offset

    def _wanted(self, message: Any) -> bool:
        """Whether partitions stand still since the message was fetched; else they are sought back, and it comes again.

        To be asked after every wait: a rebalance may have begun and ended meanwhile, and to take its offset for read
        would make those before it, which come again, look like repetitions.
        """
        flowing = self.flow_active and self.app.flow_control.is_active()
        return bool(flowing and message.generation_id == self.app.consumer_generation_id)

    def _deliver(self, tp: Any, message: Any, backlog: Backlog, queue: Any) -> None:
        """Put a message into the queue of the one stream that reads its topic."""
        backlog.put(len(message.value or b""))
        high, drop = self._pressure(tp)
        # Keys and values are raw bytes, so there is nothing to decode; headers are for those who read rejected records.
        event = Event(self.app, message.key, message.value, None, message)
        queue.put_nowait_enhanced(event, on_pressure_high=high, on_pressure_drop=drop)

    def _pressure(self, tp: Any) -> tuple[Callable[[], None], Callable[[], None]]:
        """What a queue calls when it is nearly full, and when it has room again; always the same objects."""
        if not hasattr(self, "_pressures"):
            self._pressures: dict[Any, tuple[Callable[[], None], Callable[[], None]]] = {}
        if tp not in self._pressures:
            own = TP(tp.topic, tp.partition)  # the consumer's sets hold Faust's type, not aiokafka's
            self._pressures[tp] = (partial(self.on_buffer_full, own), partial(self.on_buffer_drop, own))
        return self._pressures[tp]


class DirectTransport(Transport):
    """Kafka transport made of the two above."""

    Consumer = DirectConsumer
    Producer = ExactProducer
