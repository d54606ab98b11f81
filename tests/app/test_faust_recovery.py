"""A recovery gives up when partitions begin to move again, long before they have been given out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.tables.recovery import RebalanceAgain

from app.faust_recovery import SafeRecovery

GENERATION = 3


def recovery() -> tuple[Any, SafeRecovery]:
    """A recovery of the app's first rebalance, and the app."""
    app: Any = faust.App("recovery", broker="kafka://127.0.0.1:1", autodiscover=False)
    app.rebalancing_count, app.consumer_generation_id = 1, GENERATION
    found = SafeRecovery(app, app.tables)
    found._rebalance, found._generation_id = 1, GENERATION
    return app, found


async def wait(found: SafeRecovery, step: Any) -> None:
    async def work() -> None:
        step()

    await found._wait(work())


def test_a_step_of_a_recovery_ends_well_while_partitions_stand_still() -> None:
    asyncio.run(wait(recovery()[1], lambda: None))


@pytest.mark.parametrize("what", ["rebalancing_count", "consumer_generation_id"])
def test_a_step_during_which_partitions_began_to_move_is_the_last(what: str) -> None:
    app, found = recovery()
    with pytest.raises(RebalanceAgain):
        asyncio.run(wait(found, lambda: setattr(app, what, getattr(app, what) + 1)))


def test_streams_are_not_resumed_when_partitions_began_to_move_while_they_were_sought_back() -> None:
    async def job() -> bool:
        app, found = recovery()

        @asynccontextmanager
        async def sought_back() -> AsyncIterator[None]:
            app.rebalancing_count += 1
            yield

        app.consumer = SimpleNamespace(sought_back=sought_back, assignment=set)
        with pytest.raises(RebalanceAgain):
            await found.on_recovery_completed(GENERATION)
        return bool(app.flow_control.is_active())

    assert not asyncio.run(job())
