"""The job without Kafka: calls in, profiles and verdicts out, by the code that runs online.

Given the records of one source partition in their order, verdicts and profiles are those of the running job, bit for
bit. Evaluation uses it, and the crash tests compare the running job with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.engine import Engine
from models.leg import split
from models.model import Model
from models.profile import new_profiles
from training.rows import RETENTION

#: Calls folded at a time; the result does not depend on it.
CHUNK = 20_000


class Replay:
    """Folds, scores and judges calls in memory.

    Args:
        model: the trained model.
        retention: seconds of event time after which a caller that has been silent starts afresh.
    """

    def __init__(self, model: Model, retention: int = RETENTION) -> None:
        self._engine = Engine(model, retention)
        self._slots: dict[int, int] = {}
        self._profiles = new_profiles(1024)

    def feed(self, calls: NDArray[np.void], positions: NDArray[np.uint64], source: int = 0) -> NDArray[np.void]:
        """Apply calls of one source partition, in order.

        Args:
            calls: (n,) array of `models.call.CALL`.
            positions: (n,) their positions, ascending.
            source: the source partition they come from.

        Returns:
            (n,) array of `models.verdict.VERDICT`.
        """
        parts = [
            self._feed(calls[at : at + CHUNK], positions[at : at + CHUNK], source) for at in range(0, len(calls), CHUNK)
        ]
        return np.concatenate(parts) if parts else self._feed(calls, positions, source)

    def _feed(self, calls: NDArray[np.void], positions: NDArray[np.uint64], source: int) -> NDArray[np.void]:
        legs = split(calls, positions)
        subjects, inverse = np.unique(legs["subject"], return_inverse=True)
        places = np.array([self._slot(subject) for subject in subjects.tolist()], np.int32)
        lanes = np.full(len(legs), source & 3, np.uint8)
        return self._engine.run(self._profiles, places[inverse], lanes, legs).verdicts

    def _slot(self, subject: int) -> int:
        slot = self._slots.setdefault(subject, len(self._slots))
        if slot >= len(self._profiles):
            self._profiles = np.concatenate((self._profiles, new_profiles(len(self._profiles))))
        return slot

    def profiles(self) -> dict[int, np.void]:
        """The profile (a `PROFILE` record) of every subject met so far, by id."""
        return {subject: self._profiles[slot] for subject, slot in self._slots.items()}
