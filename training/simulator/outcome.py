"""How calls end, what follows from them, and who is hurt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import ANSWERED, FAILED, MAX_WAIT_S, SHORTEST_TALK, Calls, Floats, make_calls

#: Activities of ordinary people: calls to acquaintances, and to everybody else.
KNOWN, STRANGER = 0, 1


class Outcomes:
    """Settles calls; keeps until when each line is in use."""

    def __init__(self, table: NDArray[np.void], entries: NDArray[np.void], rng: np.random.Generator) -> None:
        self._table = table
        self._rng = rng
        self._answers = np.ascontiguousarray(entries["answers"])
        self._places = np.ascontiguousarray(entries["places"])
        self._single = np.ascontiguousarray(entries["single"])
        self._since = np.ascontiguousarray(entries["since"])
        self._busy_until = np.zeros(len(entries), np.int64)

    def settle(self, calls: Calls) -> tuple[Calls, NDArray[np.void]]:
        """Decide how calls end.

        Calls from numbers not in use yet are left out, as are those of people to such numbers; outfits, which have such
        numbers on their lists, fail.

        Returns:
            The calls, and for each the `ACTIVITY` row that it went by: that of its callee where people call an outfit.
        """
        in_use = self._since[calls["callee"]] <= calls["start"]
        used = (self._since[calls["caller"]] <= calls["start"]) & (in_use | (calls["activity"] > STRANGER))
        calls, in_use = calls[used], in_use[used]
        rng, count = self._rng, len(calls)
        answers = self._answers[calls["callee"]]
        row = self._table[np.where((calls["activity"] <= STRANGER) & (answers >= 0), answers, calls["activity"])]
        calls["disposition"] = np.minimum((rng.random(count)[:, None] >= row["ends"]).sum(axis=1), 4)
        calls["disposition"][~in_use] = FAILED
        long = rng.random(count) < row["long_share"]
        median = np.where(long, row["long_median"], row["median"])
        seconds = np.clip(median * np.exp(row["spread"] * rng.standard_normal(count)), 1, row["longest"])
        calls["seconds"] = np.where(calls["disposition"] == ANSWERED, seconds, 0)
        calls["end"] = calls["start"] + calls["seconds"].astype(np.int64) * 1000
        self._one_at_a_time(calls, row["single"])
        return calls, row

    def _one_at_a_time(self, calls: Calls, single: NDArray[np.bool_]) -> None:
        """Let calls of a single line wait for each other, in place."""
        places = np.flatnonzero(single & self._single[calls["caller"]])
        places = places[np.lexsort((calls["start"][places], calls["caller"][places]))]
        caller, start = calls["caller"][places], calls["start"][places]
        # Of each line: start = max(own start, end of the call before). With the running sum of lengths that is a
        # running maximum; a step of more than all of time between lines keeps them apart.
        length = calls["end"][places] - start + 2000
        line = np.cumsum(np.diff(caller, prepend=-1) != 0)
        before = np.cumsum(length) - length
        ready = np.maximum(start, self._busy_until[caller]) - before
        far = np.int64(1) << 42
        ready = np.maximum.accumulate(ready + line * far) - line * far
        moved = ready + before
        calls["end"][places] += moved - start
        calls["start"][places] = moved
        np.maximum.at(self._busy_until, caller, calls["end"][places])

    def follow_ups(self, calls: Calls, row: NDArray[np.void]) -> Calls:
        """Missed calls that are tried again, or returned."""
        missed = np.flatnonzero((calls["disposition"] != ANSWERED) | (row["longest"] <= SHORTEST_TALK))
        calls, row = calls[missed], row[missed]
        again, at = self._some(calls, row["redial"], row["redial_wait"])
        back, then = self._some(calls, row["call_back"], row["call_back_wait"])
        redials = make_calls(at, calls["caller"][again], calls["callee"][again], calls["activity"][again])
        back, then = back[calling := self._places[calls["callee"][back]] >= 0], then[calling]
        who = calls["callee"][back]
        activity = np.where(calls["activity"][back] == KNOWN, KNOWN, self._places[who])
        returned = make_calls(then, who, calls["caller"][back], activity)
        return np.concatenate([redials, returned])

    def _some(self, calls: Calls, share: Floats, median: Floats) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Which calls lead to another one, and when that starts."""
        chosen = np.flatnonzero(self._rng.random(len(calls)) < share)
        wait = median[chosen] * np.exp(1.2 * self._rng.standard_normal(len(chosen)))
        return chosen, calls["end"][chosen] + (np.clip(wait, 5, MAX_WAIT_S) * 1000).astype(np.int64)
