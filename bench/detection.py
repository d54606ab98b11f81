"""How much fraud is found in fresh worlds, and at what price: by a number's own evidence, by calls, and with campaigns.

    python -m bench.detection [--sorts first second ...] [--seeds 951-956] [--people 12000] [--model FILE]

Each seed is a world of each sort. Shares are of all numbers of a sort together, floods apart, since one world has too
few honest callers to tell one false flag in 10,000; "all" is all sorts together.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.machine import machine
from bench.weighing import Weighed, figures, weigh
from bench.worlds import SORTS, judged


class Task(NamedTuple):
    """A world to make and weigh."""

    sort: str
    seed: int


def _work(task: Task, people: int, model: Path | None) -> Weighed:
    return weigh(judged(task.sort, task.seed, people, model))


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print JSON; progress goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sorts", nargs="+", choices=list(SORTS), default=list(SORTS))
    parser.add_argument("--seeds", type=_seeds, default=_seeds("951-956"), metavar="FIRST-LAST")
    parser.add_argument("--people", type=int, default=12_000, help="how many live in each world")
    parser.add_argument("--model", type=Path, help="model file; the one that comes with Ringfence by default")
    given = parser.parse_args(arguments)
    tasks = [Task(sort, seed) for sort in given.sorts for seed in given.seeds]
    weighed: list[Weighed] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for task, one in zip(
            tasks, pool.map(partial(_work, people=given.people, model=given.model), tasks), strict=True
        ):
            print(f"{task.sort} {task.seed}", file=sys.stderr)
            weighed.append(one)
    told = {
        sort: figures([one for task, one in zip(tasks, weighed, strict=True) if task.sort == sort])
        for sort in given.sorts
    }
    if len(given.sorts) > 1:
        told["all"] = figures(weighed)
    print(json.dumps({"people": given.people, **told, "machine": machine(embedded=False)}, indent=2))


if __name__ == "__main__":
    main()
