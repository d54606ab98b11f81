"""Which calls are fraud, and which numbers came to any."""

from __future__ import annotations

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import Lines
from training.fifth_world.draws import Integers
from training.fifth_world.kinds import CODE, FIRST_FRAUD


def label(calls: Attempts, lines: Lines) -> Integers:
    """The code of each call: its caller's kind of fraud from the first fraudulent call on, 0 otherwise.

    Lines of an office that was taken over are fraud only in the calls that abuse them. Numbers that never came to their
    fraud within the world become ordinary ones in the book.
    """
    who, at = calls["caller"], calls["at"]
    kind = lines["kind"][who]
    fraud = (kind >= FIRST_FRAUD) & (calls["label"] == kind)
    began = np.full(len(lines), np.inf)
    np.minimum.at(began, who[fraud], at[fraud])
    since = (kind >= FIRST_FRAUD) & (at >= began[who]) & (kind != CODE["pbx_hacking"])
    idle = (lines["kind"] >= FIRST_FRAUD) & ~np.isfinite(began)
    lines["kind"][idle] = 0
    lines["campaign"][idle] = 0
    return np.where(fraud | since, kind, 0)
