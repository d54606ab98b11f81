"""How early fraud is found: calls to detect, the delay and what of it is waiting, lead time, and victims saved."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.evaluation.labels import NEVER, Victims
from training.evaluation.people import FLOOD, People

#: Calls within which a number may be found.
WITHIN = (10, 20, 50)
_MINUTE = 60_000
_NOBODY = np.iinfo(np.int64).max


def calls_to_detect(people: People, mask: NDArray[np.bool_]) -> dict[str, Any]:
    """Calls of the found ones that had ended when they were flagged, the one that did it counted.

    Returns:
        `found`, how many; `median` and `p90` over them (None without any); `within_N`, the share found within N calls
        of those found, and `within_N_of_all`, of all.
    """
    found = people.rows["flag_calls"][mask & people.flagged].astype(np.int64)
    told: dict[str, Any] = {
        "found": len(found),
        "median": float(np.median(found)) if len(found) else None,
        "p90": float(np.quantile(found, 0.9)) if len(found) else None,
    }
    for calls in WITHIN:
        told[f"within_{calls}"] = _share(int((found <= calls).sum()), len(found))
        told[f"within_{calls}_of_all"] = _share(int((found <= calls).sum()), int(mask.sum()))
    return told


def delay(people: People, mask: NDArray[np.bool_]) -> dict[str, Any]:
    """From the start of its first call to the flag, for each number found; and the part that is waiting for a record.

    A call is seen when it ends. So the time from the start to the end of the call at which a number was flagged is
    waiting: with a record at its start the flag would have come that much earlier. The rest passed while the number
    placed the calls before it. A member that its group raised waited for no call of its own.

    Returns:
        `median_minutes`, `median_waiting_minutes`, and `waiting_share`, of the sum of all delays (0-1).
    """
    rows = people.rows[mask & people.flagged]
    rows = rows[rows["first_start_ms"] > 0]
    whole = np.maximum(rows["flag_ms"] - rows["first_start_ms"], 0)
    waiting = np.minimum(np.maximum(rows["flag_ms"] - rows["flag_start_ms"], 0), whole)
    return {
        "median_minutes": _median(whole / _MINUTE),
        "median_waiting_minutes": _median(waiting / _MINUTE),
        "waiting_share": _share(int(waiting.sum()), int(whole.sum())),
    }


def lead(people: People, victims: Victims) -> dict[str, Any]:
    """How long before its first complaint a campaign has a member flagged.

    Campaigns are those of the labels, floods left out; only those with a complaint can be measured. A flag at the
    very millisecond of the complaint is too late.

    Returns:
        `campaigns` with a complaint, how many were `flagged_before` it, their `share`, the `median_minutes` between
        flag and complaint over those; `by_kind` the first two by kind, floods too.
    """
    complaints = _first_complaints(people, victims)
    first: dict[str, int] = {}
    kind: dict[str, str] = {}
    columns = (people.campaigns[people.fraud], people.kinds[people.fraud], people.rows["flag_ms"][people.fraud])
    for campaign, its_kind, flag in zip(*(column.tolist() for column in columns), strict=True):
        kind.setdefault(campaign, its_kind)
        first[campaign] = min(first.get(campaign, _NOBODY), flag or _NOBODY)
    by_kind: dict[str, dict[str, int]] = {}
    minutes: list[float] = []
    for campaign in complaints.keys() & first.keys():
        row = by_kind.setdefault(kind[campaign], {"campaigns": 0, "flagged_before": 0})
        row["campaigns"] += 1
        if first[campaign] < complaints[campaign]:
            row["flagged_before"] += 1
            if kind[campaign] != FLOOD:
                minutes.append((complaints[campaign] - first[campaign]) / _MINUTE)
    count = sum(row["campaigns"] for name, row in by_kind.items() if name != FLOOD)
    return {
        "campaigns": count,
        "flagged_before": len(minutes),
        "share": _share(len(minutes), count),
        "median_minutes": _median(np.array(minutes)),
        "by_kind": dict(sorted(by_kind.items())),
    }


def saved(people: People, victims: Victims) -> dict[str, Any]:
    """Victims whom blocking would have saved: each of their harmful calls began after its caller was flagged.

    Returns:
        `victims`, how many different ones; `saved_when_suspicious_are_blocked` and `saved_when_dangerous_are_blocked`,
        how many of them, and each as a share.
    """
    known = np.argsort(people.rows["number"])
    numbers = people.rows["number"][known]
    everybody, who = np.unique(victims.victims, return_inverse=True)
    told: dict[str, Any] = {"victims": len(everybody)}
    for band, name in (("suspicious", "watch_ms"), ("dangerous", "flag_ms")):
        flags = np.full(len(victims.numbers), _NOBODY)
        if len(numbers):
            at = np.minimum(np.searchsorted(numbers, victims.numbers), len(numbers) - 1)
            when = people.rows[name][known][at]
            flags = np.where((numbers[at] == victims.numbers) & (when > 0), when, _NOBODY)
        hurt = np.zeros(len(everybody), np.bool_)
        hurt[who[victims.called_ms <= flags]] = True
        count = int((~hurt).sum())
        told[f"saved_when_{band}_are_blocked"] = count
        told[f"share_when_{band}_are_blocked"] = _share(count, len(everybody))
    return told


def _first_complaints(people: People, victims: Victims) -> dict[str, int]:
    """The first complaint about each campaign: about a number that the labels put into it, else as the file says."""
    truth = dict(zip(people.rows["number"].tolist(), people.campaigns.tolist(), strict=True))
    first: dict[str, int] = {}
    columns = (victims.numbers.tolist(), victims.campaigns.tolist(), victims.complained_ms.tolist())
    for number, told, complained in zip(*columns, strict=True):
        campaign = truth.get(number) or told
        if campaign and complained != NEVER:
            first[campaign] = min(first.get(campaign, _NOBODY), complained)
    return first


def _median(values: NDArray[Any]) -> float | None:
    return float(np.median(values)) if len(values) else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
