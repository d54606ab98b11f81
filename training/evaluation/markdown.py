"""The report as Markdown tables, for people."""

from __future__ import annotations

from typing import Any

from training.evaluation.markdown_table import figure, percent, table
from training.evaluation.markdown_truth import against_truth


def markdown(report: dict[str, Any]) -> str:
    """The whole report, as `training.evaluation.report` and `app.evaluating` made it."""
    parts = ["# Evaluation", *_records(report), *_alerts(report["alerts"]), *_queue(report), *_campaigns(report)]
    if "labelled" in report:
        parts += against_truth(report["labelled"])
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
