"""Features of a month of calls: the ideas of `models.features`, as far as totals of a month allow.

Ratios, rates and shapes, and the distinct places of the product's features. How long an account lived shows in every
total, in the number of active days, and also in what looks like a rate but is a small count over those days (one
handset a day against one in thirty days): none of these is a feature. docs/subscribers.md has the measurement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.subscribers.table import Table


@dataclass(frozen=True, slots=True)
class Feature:
    """What a feature means, and the direction in which it is suspicious: FIELD.md's, never taken from labels.

    Attributes:
        meaning: in plain words.
        harm: 1 when more is more suspicious, -1 when less is, 0 when neither is known.
        forest: whether the forest looks at it too.
    """

    meaning: str
    harm: int = 0
    forest: bool = False


FEATURES: dict[str, Feature] = {
    "calls_per_callee": Feature("log of calls per other party", -1, forest=True),
    "out_share": Feature("share of outgoing calls", 1, forest=True),
    "callees_per_day": Feature("log1p of other parties per active day", 1, forest=True),
    "handsets_per_day": Feature("log1p of handsets beyond the first per active day", 1, forest=True),
    "median_calls_per_callee": Feature("log1p of the median of calls per other party", -1),
    "top_share": Feature("share of calls with the most frequent other party", -1),
    "top_over_spread": Feature("log1p of calls with that party over the log of other parties", -1),
    "received_per_callee": Feature("log1p of incoming calls per other party", -1),
    "received_per_day": Feature("log1p of incoming calls per active day"),
    "placed_per_day": Feature("log1p of outgoing calls per active day"),
    "calls_per_day": Feature("log1p of calls per active day"),
    "callees_per_hour": Feature("log of other parties per active day and hour of day used"),
    "top_seconds_share": Feature("share of seconds with the most talked-to party"),
    "seconds_per_callee": Feature("log1p of mean seconds per other party"),
    "median_seconds_per_callee": Feature("log1p of the median of seconds per other party"),
    "seconds_skew": Feature("log of mean over median seconds per other party"),
    "mean_duration": Feature("log1p of mean seconds of a call"),
    "median_duration": Feature("log1p of median seconds of a call"),
    "duration_skew": Feature("log of mean over median seconds of a call"),
    "longest_over_mean": Feature("log of the longest call over the mean"),
    "shortest": Feature("log1p of seconds of the shortest call"),
    "peak_day": Feature("log of calls on the busiest day over those of a mean active day"),
    "peak_hour_share": Feature("share of calls in the busiest hour of day"),
    "peak_hour": Feature("log of calls in the busiest hour of day over those of a mean hour used"),
    "hour_fill": Feature("hours of day used over those that as many calls would fill by chance"),
    "hours_shape": Feature("log of hours of day used over the log of calls, at most a day's 24"),
    "busiest_hour": Feature("the busiest hour of day, 0 to 23"),
    "counties": Feature("log1p of counties called from"),
    "cities": Feature("log1p of cities called from"),
    "counties_placed": Feature("log1p of counties of outgoing calls"),
    "counties_per_callee": Feature("log1p of counties over the log of other parties"),
    "kinds": Feature("kinds of calls: placed, received, forwarded"),
}
NAMES: tuple[str, ...] = tuple(FEATURES)
HARM: tuple[int, ...] = tuple(feature.harm for feature in FEATURES.values())
FOREST: tuple[str, ...] = tuple(name for name, feature in FEATURES.items() if feature.forest)

#: Hours of day in which normal people call; calls thrown into so many by chance fill `hour_fill` to 1.
_HOURS = 17.0


def feature_table(table: Table) -> NDArray[np.float64]:
    """Features of each subscriber.

    Returns:
        (n, len(NAMES)) float64 in the order of `NAMES`; NaN where the cells it needs are missing or have no ratio.
    """
    c = table.cells
    calls, callees, placed = c["opposite_count"], c["opposite_unique"], c["voccalltype1"]
    days, hours = c["voc_day_nunique"], c["voc_hour_nunique"]
    top, busiest_hour, busiest_day = c["phone2opposite_max"], c["voc_hour_mode_count"], c["voc_day_mode_count"]
    mean, median = c["call_dur_mean"], c["call_dur_median"]
    by_callee, by_median = c["phone2oppo_sum_mean"], c["phone2oppo_sum_median"]
    received = np.maximum(calls - placed, 0.0)
    log, log1p = np.log, np.log1p
    with np.errstate(all="ignore"):
        made = {
            "calls_per_callee": log(calls / callees),
            "out_share": c["voc_calltype1"],
            "callees_per_day": log1p(callees / days),
            "handsets_per_day": log1p(np.maximum(c["imeis"] - 1.0, 0.0) / days),
            "median_calls_per_callee": log1p(c["phone2opposite_median"]),
            "top_share": top / calls,
            "top_over_spread": log1p(top) / np.maximum(0.7, log1p(callees)),
            "received_per_callee": log1p(received / callees),
            "received_per_day": log1p(received / days),
            "placed_per_day": log1p(placed / days),
            "calls_per_day": log1p(calls / days),
            "callees_per_hour": log(callees / days / hours),
            "top_seconds_share": c["phone2oppo_sum_max"] / (mean * calls),
            "seconds_per_callee": log1p(by_callee),
            "median_seconds_per_callee": log1p(by_median),
            "seconds_skew": log(by_callee / by_median),
            "mean_duration": log1p(mean),
            "median_duration": log1p(median),
            "duration_skew": log(mean / median),
            "longest_over_mean": log(c["call_dur_max"] / mean),
            "shortest": log1p(c["call_dur_min"]),
            "peak_day": log(busiest_day * days / calls),
            "peak_hour_share": busiest_hour / calls,
            "peak_hour": log(busiest_hour * hours / calls),
            "hour_fill": hours / (_HOURS * (1.0 - (1.0 - 1.0 / _HOURS) ** calls)),
            "hours_shape": log(hours) / log(np.minimum(calls, 24.0) + 1.0),
            "busiest_hour": c["voc_hour_mode"],
            "counties": log1p(c["county_name_nunique"]),
            "cities": log1p(c["city_name_nunique"]),
            "counties_placed": log1p(c["county_name_call"]),
            "counties_per_callee": log1p(c["county_name_nunique"]) / log(callees + 2.0),
            "kinds": c["calltype_id_unique"],
        }
    rows = np.column_stack([made[name] for name in NAMES])
    rows[~np.isfinite(rows)] = np.nan
    return rows
