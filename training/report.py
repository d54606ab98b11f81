"""The report of a training, `report.html`: one file that needs nothing else, for a browser, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.model import Manifest
from models.verdict import DANGEROUS, SUSPICIOUS
from training.charts import Axis, Series, bars, lines
from training.examining import Examination, allowed
from training.lesson import FLOODS

NAME = "report.html"
#: Features shown of all importances.
MOST_IMPORTANT = 15

_SHARES = ((1e-5, "1e-5"), (1e-4, "1e-4"), (1e-3, "1e-3"), (1e-2, "1e-2"), (1e-1, "1e-1"))
_RISK = Axis("risk", tuple((float(risk), str(risk)) for risk in range(0, 101, 10)))
_BIN = 5.0
_STYLE = """
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --grid: #d8dee4;
  --normal: #0b62c4; --fraud: #c02717; }
@media (prefers-color-scheme: dark) { :root { --back: #14181d; --text: #e6e9ed; --soft: #9aa4af; --grid: #323a44;
  --normal: #6cb0ff; --fraud: #ff8a75; } }
body { background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto;
  max-width: 46rem; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
figure { margin: 1rem 0; overflow-x: auto; } figcaption, .soft { color: var(--soft); font-size: .9rem; }
svg { display: block; min-width: 30rem; width: 100%; } svg text { fill: var(--text); font-size: 12px; }
.grid { stroke: var(--grid); } .line { fill: none; stroke-width: 2; }
.normal { stroke: var(--normal); } .fraud { stroke: var(--fraud); stroke-dasharray: 6 3; } .bar { fill: var(--normal); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--grid); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
td.figure, th.figure { text-align: right; } td { overflow-wrap: anywhere; }
"""

_Rows = Sequence[Sequence[str]]


def write(path: Path, manifest: Manifest, examined: Examination) -> None:
    """Write the report of a model to `path`, replacing what was there."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(page(manifest, examined), encoding="utf-8")
    temporary.replace(path)


def page(manifest: Manifest, examined: Examination) -> str:
    """The report as HTML that is XML as well. Of what nobody was measured on it says so and draws nothing."""
    body = "\n".join([*_head(manifest), *_measured(examined), *_trained(manifest)])
    return (
        '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>Model {manifest.version}: training report</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _head(manifest: Manifest) -> Iterable[str]:
    yield f"<h1>Training report of model {escape(manifest.version)}</h1>"
    yield _text(
        "Everything here was measured on callers that taught the model nothing; blocks of numbers are seen, handsets "
        "and trunks are not. Figures of simulated worlds say that the parts work together, not how much fraud will be "
        "found in your traffic."
    )


def _measured(examined: Examination) -> Iterable[str]:
    normal, fraud = int(examined.normal.sum()), int(examined.fraud.sum())
    if not normal:
        yield _text("Nothing was measured: no normal callers were held back for it.")
        return
    yield "<h2>Kinds of callers</h2>"
    yield from _kinds(examined, normal)
    yield "<h2>Risk of normal callers and fraudsters</h2>"
    yield from _distributions(examined, fraud)
    if fraud:
        yield "<h2>Found at few false flags</h2>"
        yield from _roc(examined, normal, fraud)
    yield "<h2>Calibration</h2>"
    yield from _calibration(examined, normal)
    if not fraud:
        yield _text("No fraudsters were held back: what would be found, and by which features, is not known.")
    if examined.importances:
        yield "<h2>What the risk rests on</h2>"
        yield from _importances(examined)


def _kinds(examined: Examination, normal: int) -> Iterable[str]:
    rows = []
    for kind in sorted(set(examined.kind.tolist()), key=lambda kind: (kind != "", kind)):
        who = examined.kind == kind
        name = f"{kind or 'normal'}{' (flood, measured apart)' if kind in FLOODS else ''}"
        dangerous = float((examined.ever[who] >= DANGEROUS).mean())
        found = [_percent(dangerous), _percent(examined.found(who, normal // 1000))]
        rows.append([name, f"{who.sum():,}", *found])
    yield _table("Share of each kind found", ["kind", "callers", "DANGEROUS", "found at 1e-3"], rows, "kinds")
    yield _text(
        f"DANGEROUS: its risk ever reached {DANGEROUS:g}, the threshold of the product. Found at 1e-3: the risk that "
        "stands against it in the end is above that of all but one normal caller in 1,000. For normal callers both are "
        "false flags."
    )


def _distributions(examined: Examination, fraud: int) -> Iterable[str]:
    edges = np.arange(0.0, 100.0 + _BIN, _BIN)
    classes = [("normal callers", "normal", examined.normal)]
    if fraud:
        classes.append(("fraudsters", "fraud", examined.fraud))
    series, columns = [], []
    for name, style, who in classes:
        shares = np.histogram(examined.stands[who], edges)[0] / np.count_nonzero(who)
        series.append(Series(name, style, _steps(edges, shares)))
        columns.append([_percent(share) for share in shares])
    title = "How the risk that stands in the end is spread"
    y = Axis(
        "share of the callers", ((1e-4, "0.01% or less"), *((s, f"{s:.4g}") for s in (1e-3, 1e-2, 1e-1, 1.0))), log=True
    )
    yield _figure(
        lines(
            title,
            f"Share of callers in each step of {_BIN:g} points of risk, on a logarithmic scale.",
            _RISK,
            y,
            series,
        ),
        f"Floods apart. From {SUSPICIOUS:g} a caller is SUSPICIOUS, from {DANGEROUS:g} DANGEROUS.",
    )
    names = [f"{low:g} to {low + _BIN:g}" for low in edges[:-1]]
    yield _more(title, ["risk", *(name for name, _, _ in classes)], list(zip(names, *columns, strict=True)))


def _roc(examined: Examination, normal: int, fraud: int) -> Iterable[str]:
    found = examined.curve(examined.fraud, normal // 10)
    # Right of k / normal one normal caller more is flagged.
    points = [(1e-5, found[0])]
    for k in range(1, len(found)):
        points += [(k / normal, found[k - 1]), (k / normal, found[k])]
    points.append((0.1, found[-1]))
    x = Axis("share of normal callers flagged", _SHARES, log=True)
    y = Axis("share of fraudsters found", tuple((k / 5, f"{k * 20}%") for k in range(6)))
    title = "Fraudsters found at each share of false flags"
    yield _figure(
        lines(title, "The receiver operating characteristic near zero, on a logarithmic scale.", x, y,
              [Series("found", "normal", points)]),
        f"By the risk that stands in the end; {fraud:,} fraudsters, floods apart. With {normal:,} normal callers, left "
        f"of {1 / normal:.2g} no false flag is raised at all.",
    )  # fmt: skip
    rows = [[text, _percent(found[int(share * normal)])] for share, text in _SHARES[:-1]]
    yield _more(title, ["false flags", "found"], rows)


def _calibration(examined: Examination, normal: int) -> Iterable[str]:
    risks = [float(risk) for risk in range(5, 101, 5)]
    ever = examined.ever[examined.normal]
    seen = [(risk, float((ever >= risk).mean())) for risk in risks]
    title = "Normal callers that ever reach a risk"
    y = Axis("share of normal callers", (*_SHARES, (1.0, "1")), log=True)
    series = [
        Series("allowed", "fraud", [(risk, allowed(risk)) for risk in risks]),
        Series("observed", "normal", [(risk, share) for risk, share in seen if share > 0]),
    ]
    yield _figure(
        lines(title, "Allowed and observed share of normal callers, on a logarithmic scale.", _RISK, y, series),
        "Allowed is what all detectors may cause together; those of handsets and trunks take no part here. Shares of "
        f"{normal:,} callers cannot be told apart below {1 / normal:.2g}; where nobody was observed there is no line.",
    )
    rows = [[f"{risk:g}", _percent(allowed(risk)), _percent(share)] for risk, share in seen]
    yield _more(title, ["risk", "allowed", "observed"], rows)


def _importances(examined: Examination) -> Iterable[str]:
    first = examined.importances[:MOST_IMPORTANT]
    title = f"Points of risk lost without a feature, the {len(first)} largest"
    yield _figure(
        bars(title, "One bar for each feature.", [(one.name, one.lost) for one in first]),
        "By how many points the mean risk of fraudulent calls and that of normal ones come closer when the values of "
        "the feature are dealt out anew among the calls. Features that say the same stand in for each other.",
    )
    rows = [[one.name, one.meaning, f"{one.lost:.2f}"] for one in first]
    yield _more(title, ["feature", "meaning", "points lost"], rows)


def _trained(manifest: Manifest) -> Iterable[str]:
    stage = "on: " + ", ".join(manifest.kinds) if manifest.supervised else "off: the forest judges alone"
    rows = [
        ["calls", f"{manifest.trained_from} to {manifest.trained_to}"],
        ["normal callers", f"{manifest.callers:,}"],
        ["rows", f"{manifest.rows:,}"],
        ["second stage", stage],
        ["forest", f"{manifest.trees} trees of {manifest.max_samples} rows"],
        ["features", f"{len(manifest.features)}, version {manifest.feature_version}"],
        ["seed", str(manifest.seed)],
        ["SHA-256 of the data", manifest.data_sha256],
        ["scikit-learn", manifest.sklearn],
        *([name.replace("_", " "), f"{value:,.4g}"] for name, value in manifest.metrics.items()),
    ]
    yield "<h2>What it was trained on</h2>"
    yield _table("The manifest of the model", ["", ""], rows, "manifest")


def _steps(edges: NDArray[np.float64], shares: NDArray[np.float64]) -> list[tuple[float, float]]:
    """A histogram as points."""
    return list(zip(np.repeat(edges, 2)[1:-1].tolist(), np.repeat(shares, 2).tolist(), strict=True))


def _text(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _table(caption: str, header: Sequence[str], rows: _Rows, name: str = "") -> str:
    parts = [
        f'<div class="wide"><table{f" id={name!r}" if name else ""}><caption class="soft">{escape(caption)}</caption>'
    ]
    if any(header):
        parts.append("<thead><tr>" + "".join(f'<th scope="col">{escape(one)}</th>' for one in header) + "</tr></thead>")
    parts.append("<tbody>")
    for first, *others in rows:
        cells = "".join(f"<td>{escape(one)}</td>" for one in others)
        parts.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return "".join([*parts, "</tbody></table></div>"])


def _more(caption: str, header: Sequence[str], rows: _Rows) -> str:
    return f"<details><summary>As a table</summary>{_table(caption, header, rows)}</details>"


def _percent(share: float) -> str:
    """A share in percent.

    >>> _percent(0.25), _percent(0.0), _percent(0.000123)
    ('25%', '0%', '0.0123%')
    """
    return f"{100 * share:.3g}%"
