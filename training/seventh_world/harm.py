"""Who is harmed by fraudulent calls, and who complains when."""

from __future__ import annotations

from typing import Final

import numpy as np

from training.seventh_world.answering import ANSWERED
from training.seventh_world.habits import Habits
from training.seventh_world.outfits import KINDS
from training.seventh_world.passage import Call
from training.seventh_world.population import Population
from training.simulator import Complaint

#: Seconds that a victim of wangiri has talked abroad before he is hurt.
_EXPENSIVE: Final = 10
_LISTENED: Final = 45
_TALKED_INTO: Final = frozenset(("vishing_kyc", "vishing_tax", "vishing_lottery", "imitator", "slow_ramp"))
#: Other kinds: (seconds of talk, probability of harm against that of being talked into something, or alone).
_OTHERS: Final = {"robocall": (8, 0.15), "sim_box": (30, 0.01), "spoofed_flood": (0, 0.2)}
_PUMPED: Final = frozenset(("irsf", "pbx_hacking"))
_FIRST_REPORT: Final = 120.0


def _harmed(kind: str, talk: int, answered: bool, gullible: float, luck: float) -> bool:
    if kind in _TALKED_INTO:
        return answered and talk >= _LISTENED and luck < gullible
    seconds, share = _OTHERS.get(kind, (0, 0.0))
    return talk >= seconds and luck < gullible * share


def complain(
    rng: np.random.Generator, habits: Habits, population: Population, calls: list[Call], texts: list[str]
) -> list[Complaint]:
    """Complaints in the order made, then the harm that nobody told of, by call.

    Args:
        texts: number of each row.
    """
    kinds = [KINDS[kind].name for kind in population.outfits["kind"].tolist()]
    outfit = population.rows["outfit"].tolist()
    private = (population.rows["rate"] > 0.0).tolist()
    began = int(habits.began.timestamp())
    found: dict[tuple[int, int], Complaint] = {}
    for (start, talk, caller, callee, disposition, job), luck in zip(calls, rng.random(len(calls)), strict=True):
        host = outfit[callee]
        number, victim, campaign = caller, callee, job
        if job < 0 and host >= 0 and kinds[host] == "wangiri":
            number, victim, campaign = callee, caller, host
            hurt = disposition == ANSWERED and talk >= _EXPENSIVE
        elif job >= 0 and kinds[job] in _PUMPED:
            # The line's owner pays; a fresh SIM of the fraudster's has no owner who would complain.
            victim = caller
            hurt = talk >= 60 and luck < 0.2 and (private[caller] or outfit[caller] != job)
        else:
            hurt = job >= 0 and _harmed(kinds[job], talk, disposition == ANSWERED, habits.gullible, luck)
        if hurt and (campaign, victim) not in found:
            called = 1000 * began + (int(start * 1000) if habits.milliseconds else 1000 * int(start))
            told = None
            if rng.random() < habits.reports:
                wait = _FIRST_REPORT + talk + habits.report_wait * float(np.exp(rng.normal(0.0, 1.3)))
                told = called + int(1000 * wait)
            name = f"c{population.outfits['campaign'][campaign]}"
            found[campaign, victim] = Complaint(texts[number], texts[victim], name, called, told)
    return sorted(
        found.values(),
        key=lambda harm: (harm.complained_at is None, harm.complained_at or 0, harm.called_at, harm.victim),
    )
