"""One run: a job of its own, warmed up, loaded, and measured until everything is applied and acknowledged.

The agent `ingest` runs ahead of `profile`, so CPU between two counts of applied calls would belong to others in part.
Here the worker has nothing to do before the first moment, and nothing left after the last.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from app import topics
from app.kafka_client import admin_client
from app.settings import Settings, load_settings
from bench.figures import Figures
from bench.loader import Load, Loader
from bench.others import Others
from bench.place import Place
from bench.sizes import State, stored, topic_bytes
from bench.watch import Watch
from bench.worker import WorkerProcess

_DAY_MS = 86_400_000
#: Kafka must not take the frozen worker for dead; Faust allows 90 s at most.
_SESSION_SECONDS = "80"


@dataclass(frozen=True)
class Plan:
    """What a run does.

    Attributes:
        load: the calls.
        backlog: freeze the worker until all calls are in Kafka, instead of loading while it works.
        idle_seconds: how long its idle CPU is measured.
        limit: seconds that any one step may take.
        quiet: wait, so long at most, until others take no more than so many per cent of the machine; None = do not.
    """

    load: Load
    backlog: bool
    idle_seconds: float
    limit: float
    quiet: float | None


async def run(place: Place, plan: Plan, variant: Mapping[str, str], progress: Callable[[int], None]) -> Figures:
    """Measure one run.

    Args:
        place: where.
        plan: what.
        variant: environment variables of the worker that differ from the present ones.
        progress: is told how many calls have been applied.

    Raises:
        BenchError: when the worker ends or is too slow.
        BrokerError: when Kafka does not answer.
    """
    name = f"bench-{uuid4().hex[:8]}"
    env = {**variant, **_own_settings(place, plan, name)}
    settings = load_settings(
        **{key.removeprefix("RINGFENCE_").lower(): value for key, value in env.items() if key.startswith("RINGFENCE_")}
    )
    specs = [
        # Compaction would make the log smaller in the middle of the measurement.
        replace(spec, config={**spec.config, "min.compaction.lag.ms": str(_DAY_MS)})
        if spec.config.get("cleanup.policy") == "compact"
        else spec
        for spec in topics.specs(settings)
    ]
    await topics.ensure(settings, specs)
    settings.data_dir.mkdir(parents=True)
    loader = await Loader.start(plan.load, env)
    worker = WorkerProcess(env, place.home / f"{name}.log", web=place.web_port is not None)
    try:
        async with Watch(settings, worker.look, plan.limit) as watch:
            return await _measure(place, plan, settings, loader, worker, watch, progress)
    finally:
        worker.kill()
        await loader.stop()
        async with admin_client(settings) as admin:
            await admin.delete_topics([spec.name for spec in specs])


async def _measure(
    place: Place,
    plan: Plan,
    settings: Settings,
    loader: Loader,
    worker: WorkerProcess,
    watch: Watch,
    progress: Callable[[int], None],
) -> Figures:
    load = plan.load
    # 1. Partitions are assigned, tables open and kernels compiled once some calls have gone all the way.
    await loader.made()
    await loader.send()
    await watch.until_applied(load.warm_up, lambda done: None)
    await watch.until_acknowledged()
    # 2. What the worker costs when it has nothing to do.
    idle = await _idle(plan, worker)
    # 3. The load.
    logged = _logged(place, settings)
    writes = watch.writes
    if plan.backlog:
        worker.pause()
        load_seconds = await loader.send()
        worker.resume()
    others, cpu, began = Others.start(), worker.cpu(), time.monotonic()
    if plan.backlog:
        await watch.until_applied(load.warm_up + load.count, progress)
    else:
        load_seconds, _ = await asyncio.gather(loader.send(), watch.until_applied(load.warm_up + load.count, progress))
    seconds = time.monotonic() - began
    await watch.until_acknowledged()
    cpu = worker.cpu() - cpu - idle * (time.monotonic() - began)
    disturbed = others.percent()
    # 4. What it leaves behind.
    memory = worker.peak_memory()
    now = _logged(place, settings)
    per_call = {topic: (size - logged[topic]) / load.count for topic, size in now.items()}
    ends = await watch.end_of(_changelog(settings))
    await asyncio.to_thread(worker.stop)
    state = await asyncio.to_thread(stored, settings.data_dir, ends)
    return Figures(
        calls=load.count,
        cpu_us_per_call=cpu / load.count * 1e6,
        calls_per_second=load.count / seconds,
        seconds=seconds,
        load_seconds=load_seconds,
        idle_cpu_percent=idle * 100,
        others_percent=disturbed,
        calls_per_write=load.count / max(1, watch.writes - writes),
        memory_peak_mb=memory / 1e6,
        **_state_figures(state),
        changelog_bytes_per_call=per_call.get(_changelog(settings)),
        cdr_bytes_per_call=per_call.get(settings.topic("cdr")),
        legs_bytes_per_call=per_call.get(settings.topic("calls")),
        verdicts_bytes_per_call=per_call.get(settings.topic("verdicts")),
    )


async def _idle(plan: Plan, worker: WorkerProcess) -> float:
    """CPU of the idle worker, cores; comes back once the machine is as quiet as the plan asks, or after its limit."""
    give_up = time.monotonic() + plan.limit
    while True:
        others, before, began = Others.start(), worker.cpu(), time.monotonic()
        await asyncio.sleep(plan.idle_seconds)
        idle = (worker.cpu() - before) / (time.monotonic() - began)
        if plan.quiet is None or others.percent() <= plan.quiet or time.monotonic() > give_up:
            return idle


def _own_settings(place: Place, plan: Plan, name: str) -> dict[str, str]:
    own = {
        "RINGFENCE_BROKER": place.broker,
        "RINGFENCE_TOPIC_PREFIX": f"{name}-",
        "RINGFENCE_DATA_DIR": str(place.home / name),
        "RINGFENCE_MODEL": str(place.model),
    }
    if plan.backlog:
        own["RINGFENCE_SESSION_SECONDS"] = _SESSION_SECONDS
    if place.web_port is not None:
        own["RINGFENCE_WEB_PORT"] = str(place.web_port)
    return own


def _changelog(settings: Settings) -> str:
    return f"{settings.group}-profiles-changelog"


def _logged(place: Place, settings: Settings) -> dict[str, int]:
    names = [*(settings.topic(name) for name in ("cdr", "calls", "verdicts")), _changelog(settings)]
    return topic_bytes(place.log, names) if place.log is not None else {}


def _state_figures(state: State | None) -> dict[str, float | None]:
    if state is None:
        return {"numbers": None, "state_bytes_per_number": None, "profile_bytes": None}
    return {
        "numbers": state.numbers,
        "state_bytes_per_number": state.disk_bytes / state.numbers,
        "profile_bytes": state.value_bytes / state.subjects,
    }
