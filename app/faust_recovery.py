"""Recovery that loses no events and reads changelogs quickly.

Three parts of Faust 0.15.3 are replaced. It resumes fetching before it resumes flow control, and resuming flow control
clears queues that by then may hold events; their offsets are committed past later on. Here partitions are resumed
last. It also goes on, and resumes all streams, when partitions begin to move again meanwhile, until they have been
given out; here it ends. And tables are read by `app.restore` instead of by its own consumer.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from faust.tables.manager import TableManager
from faust.tables.recovery import RebalanceAgain, Recovery

from app.restore import restore


class SafeRecovery(Recovery):
    """Faust's recovery with its reading and its last part replaced."""

    _rebalance = 0

    async def on_rebalance(self, *args: Any, **kwargs: Any) -> None:
        """Note which rebalance the next recovery is of."""
        self._rebalance = cast(Any, self.app).rebalancing_count
        await super().on_rebalance(*args, **kwargs)

    async def _wait(self, coro: Any, timeout: Any = None) -> None:  # noqa: ASYNC109 - Faust's signature
        # However long a table takes to read, going on without it would be wrong; a rebalance still interrupts.
        await super()._wait(coro)
        self._ensure_still(self._generation_id)

    def _ensure_still(self, generation_id: int) -> None:
        """Give up when partitions have begun to move again.

        Faust interrupts a recovery when they have been given out, but they begin to move seconds before.

        Raises:
            RebalanceAgain: which Faust takes for the end of this recovery; the next one begins by itself.
        """
        app = cast(Any, self.app)
        if (self._rebalance, generation_id) != (app.rebalancing_count, app.consumer_generation_id):
            raise RebalanceAgain

    async def _build_offsets(self, consumer: Any, tps: Any, destination: Any, title: str) -> None:
        """Where Faust asks how far the tables are, bring them to the end: then it finds nothing left to read."""
        stores = {tp: self.tables._changelogs[tp.topic].data for tp in tps}
        count = await restore(cast(Any, self.app).client, stores)
        self.log.info("%d records restored", count)
        for tp, store in stores.items():
            known = store.offset(tp.partition)
            # Compaction may have removed what came after; the tables are at the end all the same.
            destination[tp] = max(-1 if known is None else known, self.active_highwaters.get(tp) or -1)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Resume the streams after all tables are up to date."""
        app, consumer = cast(Any, self.app), self.app.consumer
        await app.on_rebalance_complete.send()
        self._set_recovery_ended()
        callbacks = [
            asyncio.ensure_future(
                table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
            )
            for table in self.tables.values()
        ]
        if callbacks:
            await asyncio.gather(*callbacks)
        # 1. Seek to the committed offsets, and let nothing be fetched until the end of step 3.
        async with consumer.sought_back():
            assignment = consumer.assignment()
            self._ensure_still(generation_id)
            # 2. Clear the queues, which resuming flow control does, while they can hold nothing new.
            self.completed.set()
            app.flow_control.resume()
            # 3. Only now let events in.
            consumer.resume_partitions({tp for tp in assignment if not self._is_changelog_tp(tp)})
            consumer.resume_flow()
        await app._fetcher.maybe_start()
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()
        self.log.info("Worker ready")


class SafeTableManager(TableManager):
    """Faust's table manager with `SafeRecovery`."""

    _recovery: SafeRecovery | None

    @property
    def recovery(self) -> SafeRecovery:
        """The recovery service."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
