"""Who is hurt by fraud, and when they complain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import ANSWERED, Calls

#: Spread of the logarithm of the time until a complaint.
_COMPLAIN_SPREAD = 1.3
_VICTIM = np.dtype([("number", "<i4"), ("victim", "<i4"), ("outfit", "<i4"), ("called", "<i8"), ("complained", "<i8")])


@dataclass(frozen=True, slots=True)
class Complaint:
    """Harm that a call did.

    Attributes:
        number: of the fraudster.
        victim: who was hurt.
        campaign: which campaign did it.
        called_at: start of the call, ms since the epoch.
        complained_at: when the victim told his operator, ms; None if he never did.
    """

    number: str
    victim: str
    campaign: str
    called_at: int
    complained_at: int | None


def find_victims(calls: Calls, row: NDArray[np.void], rng: np.random.Generator) -> NDArray[np.void]:
    """The harm that settled calls do, array of `number, victim, outfit, called, complained` (-1 = never).

    Args:
        calls: array of `CALL`.
        row: the `ACTIVITY` row by which each was settled.
        rng: the generator to draw from.
    """
    long = (calls["disposition"] == ANSWERED) & (calls["seconds"] >= row["hook_seconds"])
    places = np.flatnonzero(long & (row["hook"] > 0))
    places = places[rng.random(len(places)) < row["hook"][places]]
    calls, row = calls[places], row[places]
    victims = np.zeros(len(calls), _VICTIM)
    side = row["victim"]
    victims["number"] = np.where(side == 1, calls["callee"], calls["caller"])
    victims["victim"] = np.where(side == 0, calls["callee"], calls["caller"])
    victims["outfit"] = row["outfit"]
    victims["called"] = calls["start"]
    wait = row["complain_wait"] * np.exp(_COMPLAIN_SPREAD * rng.standard_normal(len(calls)))
    complained = calls["end"] + (np.minimum(wait, 30 * 86400) * 1000).astype(np.int64)
    victims["complained"] = np.where(rng.random(len(calls)) < row["complain"], complained, -1)
    return victims
