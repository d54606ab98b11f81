"""The part of the report that labels make possible: who was found, how early, under which name, and who was wronged."""

from __future__ import annotations

from typing import Any

from training.evaluation.detection import RATES, name_of
from training.evaluation.markdown_table import figure, percent, table
from training.evaluation.timing import WITHIN


def against_truth(truth: dict[str, Any]) -> list[str]:
    """The parts about what labels say, in order.

    Args:
        truth: the report's `labelled`.
    """
    return [*_overall(truth), *_fraud(truth), *_honest(truth), *_early(truth), *_names(truth), *_roc(truth)]


def _overall(truth: dict[str, Any]) -> list[str]:
    numbers, detectors = (
        truth["numbers"],
        [
            ("Ringfence", truth["detection"]),
            ("Ringfence, by the risk that stands in the end", truth["detection_by_standing"]),
        ],
    )
    detectors += [(other["name"], other) for other in truth["baselines"]]
    rows = [
        [
            name,
            *(percent(found[f"at_{name_of(rate)}"]["tpr"]) for rate in RATES),
            figure(found["average_precision"]),
            figure(found["honest_numbers"]),
        ]
        for name, found in detectors
    ]
    known = (
        f"{numbers['fraud']:,} fraud numbers, {numbers['floods']:,} of floods (apart), {numbers['honest']:,} honest "
        f"ones, of which {numbers['unlisted']:,} are in no label."
    )
    at = [
        [
            name,
            percent(found["tpr"]),
            percent(found["floods_tpr"]),
            figure(found["false_flags"]),
            percent(found["false_flag_rate"]),
        ]
        for name, found in (
            ("DANGEROUS (risk 85): flagged, the product's threshold", truth["bands"]["DANGEROUS"]),
            ("SUSPICIOUS (risk 50): the watch list", truth["bands"]["SUSPICIOUS"]),
        )
    ]
    bands = table(["ever reached", "of the fraud", "of the floods", "honest numbers", "of the honest"], at)
    header = ["found", *(f"at FPR {name_of(rate)}" for rate in RATES), "average precision", "honest"]
    parts = ["## Detection", known, bands, table(header, rows)]
    if not truth["baselines"]:
        parts.append("No baselines.")
    return parts


def _fraud(truth: dict[str, Any]) -> list[str]:
    names = [other["name"] for other in truth["baselines"]]
    rates = [name_of(rate) for rate in RATES]
    rows = [
        [
            kind,
            figure(row["numbers"]),
            percent(row["tpr"]),
            percent(row["watched_share"]),
            *(percent(row[f"tpr_at_{rate}"]) for rate in rates),
            *(" / ".join(percent(row["baselines"][name][f"tpr_at_{rate}"]) for rate in rates) for name in names),
            figure(row["median_calls"]),
            figure(row["p90_calls"]),
            percent(row["waiting_share"]),
            percent(row["right_type"]),
        ]
        for kind, row in truth["fraud_kinds"].items()
    ]
    header = [
        "fraud",
        "numbers",
        "flagged",
        "watched",
        *(f"at {rate}" for rate in rates),
        *(f"baseline {k + 1}" for k in range(len(names))),
        "median calls",
        "p90 calls",
        "waiting",
        "right type",
    ]
    key = [f"{k + 1}: {name}, at {' / '.join(rates)}." for k, name in enumerate(names)]
    legend = ["Baselines: " + " ".join(key)] if key else []
    return ["## Fraud by kind", table(header, rows), *legend]


def _honest(truth: dict[str, Any]) -> list[str]:
    rates = [name_of(rate) for rate in RATES]
    rows = [
        [
            kind,
            figure(row["numbers"]),
            figure(row["flagged"]),
            percent(row["rate"]),
            figure(row["watched"]),
            f"{row['highest_risk']:.1f}",
            *(figure(row[f"at_or_above_{rate}"]) for rate in rates),
        ]
        for kind, row in truth["honest_kinds"].items()
    ]
    header = [
        "honest",
        "numbers",
        "flagged",
        "rate",
        "watched",
        "highest risk",
        *(f"at or above {rate}" for rate in rates),
    ]
    return ["## Honest numbers by kind", table(header, rows)]


def _early(truth: dict[str, Any]) -> list[str]:
    calls, delay = truth["calls_to_detect"], truth["delay"]
    rows = [
        ["fraud numbers found", figure(calls["found"])],
        ["calls to detect, median", figure(calls["median"])],
        ["calls to detect, p90", figure(calls["p90"])],
        *(
            [
                f"within {n} calls, of those found / of all",
                f"{percent(calls[f'within_{n}'])} / {percent(calls[f'within_{n}_of_all'])}",
            ]
            for n in WITHIN
        ),
        ["minutes from first call to flag, median", figure(delay["median_minutes"])],
        ["of which waiting for the record, median", figure(delay["median_waiting_minutes"])],
        ["waiting for the record, share of all delay", percent(delay["waiting_share"])],
    ]
    if "lead_time" in truth:
        ahead, victims = truth["lead_time"], truth["victims"]
        rows += [
            ["campaigns with a complaint", figure(ahead["campaigns"])],
            ["flagged before the first complaint", percent(ahead["share"])],
            ["minutes ahead of it, median", figure(ahead["median_minutes"])],
            ["victims, of floods too", figure(victims["victims"])],
            ["saved if SUSPICIOUS numbers are blocked", percent(victims["share_when_suspicious_are_blocked"])],
            ["saved if DANGEROUS numbers are blocked", percent(victims["share_when_dangerous_are_blocked"])],
        ]
    return ["## How early", table(["floods apart", ""], rows)]


def _names(truth: dict[str, Any]) -> list[str]:
    types = truth["types"]
    rows = [
        [kind, *(", ".join(f"{name or 'none'} {count:,}" for name, count in row.items()),)]
        for kind, row in types["named"].items()
    ]
    about = (
        f"Of {types['judged']:,} flagged fraud numbers {percent(types['right'])} have the right type at their highest "
        f"risk, {percent(types['right_at_first_flag'])} when they are flagged."
    )
    return ["## Types", about, *([table(["fraud", "called"], rows)] if rows else [])]


def _roc(truth: dict[str, Any]) -> list[str]:
    """Found at so many false flags, a column for each detector; the baselines are known by their numbers."""
    points = [truth["detection"]["roc"], *(other["roc"] for other in truth["baselines"])]
    found = [{point["false_flags"]: point["tpr"] for point in curve} for curve in points]
    rates = {point["false_flags"]: point["fpr"] for point in points[0]}
    rows = [
        [figure(flags), percent(rate), *(percent(curve.get(flags)) for curve in found)] for flags, rate in rates.items()
    ]
    header = ["false flags", "of the honest", "Ringfence", *(f"baseline {k}" for k in range(1, len(found)))]
    about = "A forest's false flags are counted among the half of the honest numbers that did not teach it."
    return ["## ROC near zero", *([about] if len(found) > 1 else []), table(header, rows)]
