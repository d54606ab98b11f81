"""The drain loop: whole micro-batches, acknowledged after their handler returned and never otherwise."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

from agents.drain import EXIT_FAILED, Backlog
from tests.agents.draining import GENERATION, Bench


class Handler:
    """Notes the offsets of each micro-batch, and what had been acknowledged by then."""

    def __init__(self, bench: Bench, *, done: bool = True) -> None:
        self.bench, self.done = bench, done
        self.batches: list[list[int]] = []
        self.acked_before: list[list[int]] = []

    async def __call__(self, events: list[Any]) -> bool:
        self.batches.append([event.message.offset for event in events])
        self.acked_before.append(self.bench.acked)
        await asyncio.sleep(0)
        return self.done


def drain(bench: Bench, *, done: bool = True) -> Handler:
    handler = Handler(bench, done=done)
    asyncio.run(asyncio.wait_for(bench.drain(handler), 20))
    return handler


def test_waiting_messages_are_handled_together_in_order() -> None:
    bench = Bench([b"x"] * 7)
    assert drain(bench).batches == [[0, 1, 2, 3, 4, 5, 6]]
    assert bench.acked == list(range(7))


def test_a_micro_batch_is_complete_at_its_weight() -> None:
    bench = Bench([b"xx", b"xx", b"x", b"xxxxxxxxx", b"x", None, b"x"], limit=5)
    assert drain(bench).batches == [[0, 1, 2], [3], [4, 5, 6]]


def test_a_batch_is_acknowledged_before_the_next_is_handled_and_not_before_it_is_done() -> None:
    handler = drain(Bench([b"x"] * 4, limit=2))
    assert handler.batches == [[0, 1], [2, 3]]
    assert handler.acked_before == [[], [0, 1]]


def test_faust_does_not_acknowledge_by_itself() -> None:
    bench = Bench([b"x"])
    drain(bench)
    assert not bench.enable_acks


def test_a_batch_that_was_given_up_is_not_acknowledged() -> None:
    bench = Bench([b"x"] * 3)
    drain(bench, done=False)
    assert bench.acked == []


def test_a_small_batch_waits_once_for_what_comes_meanwhile() -> None:
    async def run() -> list[list[int]]:
        bench = Bench([b"x"], wait=0.05)
        handler = Handler(bench)
        asyncio.get_running_loop().call_later(0.02, bench.put, b"y")
        asyncio.get_running_loop().call_later(0.07, bench.put, b"z")
        await bench.drain(handler)
        return handler.batches

    assert asyncio.run(run()) == [[0, 1]]


def test_messages_of_an_earlier_assignment_are_neither_handled_nor_acknowledged() -> None:
    bench = Bench([b"x"])
    bench.put(b"old", GENERATION - 1)
    bench.put(b"y")
    assert drain(bench).batches == [[0, 2]]
    assert bench.acked == [0, 2]
    assert bench.backlog.waiting == 0


def test_nothing_is_acknowledged_when_partitions_moved_while_it_was_handled() -> None:
    bench = Bench([b"x"] * 3)

    async def handle(events: list[Any]) -> bool:
        bench.consumer_generation_id += 1
        return True

    asyncio.run(bench.drain(handle))
    assert bench.acked == []


def test_nothing_is_acknowledged_while_flow_control_is_suspended() -> None:
    bench = Bench([b"x"] * 3)

    async def handle(events: list[Any]) -> bool:
        bench.flowing = False
        return True

    asyncio.run(bench.drain(handle))
    assert bench.acked == []


def test_a_handler_that_fails_ends_the_process_and_nothing_of_its_batch_is_acknowledged() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.agents.drain_until_failure"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == EXIT_FAILED
    assert ended.stdout.splitlines() == ["handling [0, 1]", "handling [2, 3]"]
    assert "a micro-batch of 2 messages failed; ending the process" in ended.stderr
    assert "ValueError: no such luck" in ended.stderr


def test_a_worker_that_is_stopped_does_not_count_as_failed() -> None:
    async def run() -> Bench:
        bench = Bench([b"x"])

        async def handle(events: list[Any]) -> bool:
            await asyncio.sleep(60)
            return True

        task = asyncio.create_task(bench.drain(handle))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        return bench

    assert asyncio.run(run()).acked == []


def test_work_between_batches_and_giving_partitions_away_wait_for_the_batch() -> None:
    async def run() -> list[str]:
        bench, order = Bench([b"x"]), []

        async def handle(events: list[Any]) -> bool:
            await asyncio.sleep(0.02)
            order.append("batch")
            return True

        async def work() -> None:
            order.append("work")

        async def settle() -> None:
            await mine.settled()
            order.append("settled")

        mine = bench.make(handle)
        running = asyncio.create_task(mine.run(bench))
        await asyncio.sleep(0.01)
        await asyncio.gather(mine.alone(work), settle())
        await running
        return order

    assert asyncio.run(run()) == ["batch", "work", "settled"]


def test_a_backlog_is_full_at_its_limit_and_has_room_below_it() -> None:
    backlog = Backlog(100)
    full = []
    for size in (60, 60, -20, -1):  # a message may be larger than what is left
        if size > 0:
            backlog.put(size)
        else:
            backlog.take(-size)
        full.append(backlog.full)
    assert full == [False, True, True, False]
    assert backlog.waiting == 99


def test_a_full_backlog_holds_the_next_message_back_until_there_is_room() -> None:
    async def run() -> list[str]:
        backlog, order = Backlog(10), []
        await backlog.room()
        backlog.put(10)

        async def enter() -> None:
            await backlog.room()
            order.append("in")

        waiting = asyncio.create_task(enter())
        await asyncio.sleep(0.01)
        order.append("taken")
        backlog.take(5)
        await asyncio.wait_for(waiting, 5)
        return order

    assert asyncio.run(run()) == ["taken", "in"]


def test_a_rebalance_empties_a_backlog_and_what_is_taken_afterwards_makes_no_debt() -> None:
    backlog = Backlog(10)
    backlog.put(50)
    backlog.reset()
    assert not backlog.full
    backlog.take(50)
    assert backlog.waiting == 0


def test_a_drained_queue_leaves_nothing_in_the_backlog() -> None:
    bench = Bench([b"xyz", None, b"", b"x" * 300], limit=2)
    assert bench.backlog.waiting == 303
    drain(bench)
    assert bench.backlog.waiting == 0
