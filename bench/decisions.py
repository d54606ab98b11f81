"""What a decision costs: CPU of a look-up from memory, and of deciding about the calls of a micro-batch.

    python -m bench.decisions [--entries 10000] [--standing 100000] [--rounds 5]

A look-up is what `GET /api/decisions/{number}` does beside HTTP: it reads the number's text, asks both lists and the
decisions in memory, and writes the JSON of the answer. Half of the numbers asked for have a decision, one in ten is on
a list. Deciding is measured on micro-batches of 6,000 calls, one in ten DANGEROUS, by 60 numbers that call on and on.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np

from agents.deciding import Decider
from app.decisions_view import DecisionsView
from app.rule_files import load_rules
from app.web.decisions import look_up
from app.web.schema.common import encode
from bench.machine import machine
from models.decision import Audited, Decision, moment
from models.decision_policy import TYPES, Policy
from models.facts import COUNT, NAMES
from models.list_entry import Entry
from models.listing import Listing
from models.number import Normaliser
from models.verdict import FRAUD_TYPES, VERDICT

_FIRST, _NOW = 46_700_000_000, 1_760_000_000_000
_CALLS, _HOT, _NUMBERS = 6000, 600, 60


def look_ups(entries: int, standing: int, asked: int = 20_000, seed: int = 1) -> Callable[[], int]:
    """Work that looks so many numbers up, and gives how many of them are to be blocked."""
    rng = random.Random(seed)
    view, normalise = DecisionsView(), Normaliser("SE")
    for k in range(standing):
        view.standing[f"+{_FIRST + k}"] = _decision(f"+{_FIRST + k}")
    listing = Listing(
        Entry(on=rng.choice(("allow", "block")), entry=f"+{number}", id=number, reason="a test", by="ann", added_ms=1)
        for number in rng.sample(range(_FIRST, _FIRST + 10 * entries), entries)
    )
    texts = [f"+{rng.randrange(_FIRST, _FIRST + max(2 * standing, 10 * entries))}" for _ in range(asked)]

    def work() -> int:
        blocked = 0
        for text in texts:
            answer = look_up(text, normalise, listing, view, _NOW)
            encode(answer)
            blocked += answer.action == "block"
        return blocked

    return work


def _decision(number: str) -> Decision:
    return Decision(
        number=number, action="block", reason="It rings strangers.", rule=None, fraud_type="Wangiri", risk=97.0,
        valid_until=moment(_NOW + 3_600_000), decided_at=moment(_NOW), model_version="m", rules_version="r",
    )  # fmt: skip


def deciding(seed: int = 1) -> Callable[[], int]:
    """Work that decides about a micro-batch whose numbers have been decided about, as nearly always."""
    rng = np.random.default_rng(seed)
    verdicts = np.zeros(_CALLS, VERDICT)
    verdicts["number"] = rng.integers(_FIRST, _FIRST + 100_000, _CALLS)
    hot = rng.choice(_CALLS, _HOT, replace=False)
    verdicts["number"][hot] = _FIRST + rng.integers(0, _NUMBERS, _HOT)
    verdicts["end_ms"], verdicts["risk"][hot], verdicts["band"][hot] = _NOW, 97.0, 2
    verdicts["fraud_type"][hot] = FRAUD_TYPES.index("Wangiri")
    rules, facts = load_rules(None, NAMES), np.zeros((_CALLS, COUNT), np.float32)
    decider = Decider(Policy(fraud_types=dict.fromkeys(TYPES, "enforce")))

    def decide() -> list[Audited]:
        return decider.of(verdicts, facts, {}, rules, "m")

    decider.remember(decide())
    return lambda: len(decide())


def measure(work: Callable[[], int], rounds: int) -> tuple[float, int]:
    """Seconds of CPU of one round, the median, and what the work gave."""
    work()
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        result = work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken), result


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000, help="entries of the two lists together")
    parser.add_argument("--standing", type=int, default=100_000, help="numbers with an enforced decision")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    asked = 20_000
    looking, blocked = measure(look_ups(given.entries, given.standing, asked), given.rounds)
    batch, anew = measure(deciding(), 10 * given.rounds)
    figures = {
        "look_up_us": round(looking / asked * 1e6, 2),
        "blocked_share": round(blocked / asked, 3),
        "deciding_us_per_call": round(batch / _CALLS * 1e6, 3),
        "deciding_us_per_dangerous_call": round(batch / _HOT * 1e6, 3),
        "decided_anew": anew,
        "entries": given.entries,
        "standing": given.standing,
        "machine": machine(embedded=False),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
