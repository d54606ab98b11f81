"""What a worker does when partitions move: finish what is under way, forget, and refuse tables of another layout."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from agents.drain import Drain

if TYPE_CHECKING:
    from app.job import Job


def follow_movements(job: Job, drains: tuple[Drain, ...]) -> None:
    """Follow the movements of partitions."""

    @job.app.on_partitions_revoked.connect(weak=False)
    async def settle(app: Any, revoked: Any, **kwargs: Any) -> None:
        # A micro-batch between its check and its last step still belongs to this worker: let it finish.
        for drain in drains:
            await drain.settled()
        job.forget()

    @job.app.on_partitions_assigned.connect(weak=False)
    async def restart(app: Any, assigned: Any, **kwargs: Any) -> None:
        for backlog in job.backlogs.values():
            backlog.reset()
        job.forget()

    @job.app.on_rebalance_complete.connect(weak=False)
    async def refuse_other_layouts(app: Any, **kwargs: Any) -> None:
        try:
            for partition in range(job.settings.partitions):
                if job.stores.profiles.opened(partition):
                    job.profile.state(partition)
            for agent in job.singles:
                if agent.holds():
                    agent.load()
        except ValueError as error:  # msgspec's errors are ValueErrors too
            _refuse(error)
        job.decisions.keeper.review_soon()
        # Recovery is not over yet: what was read here is what the disk had before it.
        job.forget()


def _refuse(error: Exception) -> NoReturn:
    sys.stderr.write(f"ringfence: {error}\n")
    sys.stderr.flush()
    os._exit(1)
