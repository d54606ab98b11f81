"""The report as Markdown tables, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from training.evaluation.detection import RATES, name_of
from training.evaluation.timing import WITHIN


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures.

    >>> print(table(["kind", "numbers"], [["irsf", "3"]]))
    | kind | numbers |
    |---|--:|
    | irsf | 3 |
    """
    lines = [list(header), ["---", *["--:"] * (len(header) - 1)], *rows]
    texts = ["| " + " | ".join(line) + " |" for line in lines]
    texts[1] = texts[1].replace(" ", "")
    return "\n".join(texts)


def percent(share: float | None) -> str:
    """A share (0-1) with three digits that count; "-" for None.

    >>> percent(0.12345), percent(1.0), percent(0.0000312), percent(0.0), percent(None)
    ('12.3 %', '100 %', '0.00312 %', '0 %', '-')
    """
    return "-" if share is None else f"{_short(share * 100)} %"


def figure(value: float | None) -> str:
    """A figure in at most three digits after the point; "-" for None.

    >>> figure(1234.5), figure(12.0), figure(0.98), figure(None)
    ('1,234.5', '12', '0.98', '-')
    """
    return "-" if value is None else f"{value:,.3f}".rstrip("0").rstrip(".")


def _short(value: float) -> str:
    if value == 0 or value >= 100:
        return f"{value:.0f}"
    digits = 1 if value >= 10 else 2 if value >= 1 else 3
    text = f"{value:.{digits}f}" if value >= 0.01 else f"{value:.3g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def markdown(report: dict[str, Any]) -> str:
    """The whole report, as `training.evaluation.report` and `app.evaluating` made it."""
    parts = ["# Evaluation", *_records(report), *_alerts(report["alerts"]), *_queue(report), *_campaigns(report)]
    if "labelled" in report:
        truth = report["labelled"]
        parts += [*_overall(truth), *_fraud(truth), *_honest(truth), *_early(truth), *_names(truth), *_roc(truth)]
    return "\n\n".join(parts) + "\n"


def _records(report: dict[str, Any]) -> list[str]:
    records = report["records"]
    rows = [
        ["calls judged", figure(records["calls"])],
        ["records that came twice", figure(records["duplicates"])],
        ["records rejected", figure(records["rejected"])],
        ["second legs left out", figure(records["skipped"])],
        ["records that came after a later one", figure(records["late"])],
    ]
    if not records["calls"]:
        return ["There was no call to judge.", table(["records", ""], rows)]
    about = f"Calls that ended from {records['first']} to {records['last']}, judged by model "
    about += f"{report['model']} and rules {report['rules']}."
    if records["order"] == "end":
        about += " The records were put in the order in which the calls ended."
    return [about, table(["records", ""], rows)]


def _alerts(found: dict[str, Any]) -> list[str]:
    rows = [
        ["numbers that placed a call", figure(found["numbers"])],
        ["flagged: DANGEROUS", figure(found["flagged"])],
        ["on the watch list: SUSPICIOUS or worse", figure(found["watched"])],
        ["alerts per 10,000 calls", figure(found["per_10000_calls"])],
        *([f"highest band {band}", figure(count)] for band, count in found["by_band"].items()),
        *([f"type {name}", figure(count)] for name, count in found["by_type"].items()),
    ]
    parts = ["## Alerts", table(["", "numbers"], rows)]
    if found["busiest"]:
        busy = [
            [row["number"], figure(row["calls"]), f"{row['max_risk']:.1f}", row["fraud_type"] or "-"]
            for row in found["busiest"]
        ]
        parts += ["Busiest flagged numbers:", table(["number", "calls", "highest risk", "type"], busy)]
    return parts


def _queue(report: dict[str, Any]) -> list[str]:
    """The alerts that analysts would have got, and with labels what they would have cost them."""
    found = report["queue"]
    rows = [
        ["alerts raised", figure(found["raised"])],
        ["a day", figure(found["per_day"])],
        *([f"severity {name}", figure(count)] for name, count in found["by_severity"].items()),
        *([f"about a {name}", figure(count)] for name, count in found["by_kind"].items()),
        ["left open when Ringfence has closed duplicates", figure(found["left_open"])],
    ]
    if "labelled" in report:
        truth = report["labelled"]["queue"]
        rows += [
            ["right: about fraud", figure(truth["right"])],
            ["true campaigns that they are about", figure(truth["campaigns"])],
            ["alerts for each of these", figure(truth["per_campaign"])],
            ["of these with at most three", percent(truth["within_three"])],
            ["left open for each", figure(truth["open_per_campaign"])],
            ["false alerts", figure(truth["false"])],
            ["false alerts per 10,000 honest callers a day", figure(truth["false_per_10000_a_day"])],
        ]
    return ["## The analysts' queue", table(["", "alerts"], rows)]


def _campaigns(report: dict[str, Any]) -> list[str]:
    """Campaigns, and with labels how well they are the true ones."""
    found = report["campaigns"]
    rows = [
        ["campaigns", figure(found["campaigns"])],
        ["their numbers", figure(found["members"])],
        *([f"status {name}", figure(count)] for name, count in found["by_status"].items()),
    ]
    if "labelled" in report:
        truth = report["labelled"]["campaigns"]
        pairs = truth["pairwise"]
        rows += [
            ["flagged fraud numbers of a true campaign", figure(truth["numbers"])],
            ["true campaigns that they are of", figure(truth["true_campaigns"])],
            ["of these numbers in a campaign", percent(truth["placed"])],
            ["pairs: precision", figure(pairs["precision"])],
            ["pairs: recall", figure(pairs["recall"])],
            ["pairs: F1", figure(pairs["f1"])],
            ["V-measure", figure(truth["v_measure"])],
            ["campaigns for each true one", figure(truth["per_true"])],
            ["numbers that took over from silent ones", figure(truth["rotation"]["cases"])],
            ["of these in the same campaign", percent(truth["rotation"]["kept"])],
            ["honest members", figure(truth["honest_members"])],
            ["campaigns of honest numbers only", figure(truth["honest_only"])],
        ]
    parts = ["## Campaigns", table(["", "campaigns"], rows)]
    if found["largest"]:
        large = [
            [one["name"], figure(one["size"]), f"{one['victims']:,}{'+' if one['victims_at_least'] else ''}"]
            for one in found["largest"]
        ]
        parts += ["Largest campaigns:", table(["name", "numbers", "victims reached"], large)]
    return parts


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
