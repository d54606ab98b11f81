"""Charts as SVG, drawn by hand: a few lines or bars with axes, coloured by the style sheet of the page around them.

Lines differ by dashes as well as by colour. Each chart has a title and a description for those who cannot see it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 640, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 34, 48
_BAR, _NAMES = 22, 190


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from its first tick to its last.

    Attributes:
        title: what it shows, with the unit.
        ticks: values and their texts, rising.
        log: logarithmic; values below the first tick are shown there.
    """

    title: str
    ticks: tuple[tuple[float, str], ...]
    log: bool = False

    def place(self, value: float) -> float:
        """Where a value is, 0 at the first tick, 1 at the last.

        >>> Axis("", ((0.01, ""), (1.0, "")), log=True).place(0.1)
        0.5
        """
        first, last = self.ticks[0][0], self.ticks[-1][0]
        value = min(max(value, first), last)
        if self.log:
            first, last, value = math.log10(first), math.log10(last), math.log10(value)
        return (value - first) / (last - first)


class Series(NamedTuple):
    """A line: its name, its style (a class of the style sheet), and its points."""

    name: str
    style: str
    points: Sequence[tuple[float, float]]


def lines(title: str, about: str, x: Axis, y: Axis, series: Sequence[Series]) -> str:
    """An SVG of lines."""
    parts = [_open(title, about, _HEIGHT)]
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    bottom = _TOP + high
    for value, text in x.ticks:
        at = _LEFT + wide * x.place(value)
        parts.append(f'<path class="grid" d="M{at:.1f} {_TOP}V{bottom}"/>')
        parts.append(f'<text x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{escape(text)}</text>')
    for value, text in y.ticks:
        at = bottom - high * y.place(value)
        parts.append(f'<path class="grid" d="M{_LEFT} {at:.1f}H{_LEFT + wide}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{escape(text)}</text>')
    middle = _LEFT + wide / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(x.title)}</text>')
    turned = f'transform="rotate(-90 14 {_TOP + high / 2})"'
    parts.append(f'<text x="14" y="{_TOP + high / 2}" text-anchor="middle" {turned}>{escape(y.title)}</text>')
    at = float(_LEFT)
    for one in series:
        points = " ".join(f"{_LEFT + wide * x.place(a):.1f},{bottom - high * y.place(b):.1f}" for a, b in one.points)
        parts.append(f'<polyline class="line {one.style}" points="{points}"/>')
        parts.append(f'<path class="line {one.style}" d="M{at:.0f} 16h28"/>')
        parts.append(f'<text x="{at + 34:.0f}" y="20">{escape(one.name)}</text>')
        at += 60 + 7 * len(one.name)
    return "".join([*parts, "</svg>"])


def bars(title: str, about: str, values: Sequence[tuple[str, float]], digits: int = 2) -> str:
    """An SVG of horizontal bars from zero, longest value across; values below zero get no bar but their figure."""
    parts = [_open(title, about, _BAR * len(values) + 8)]
    most = max((value for _, value in values), default=0.0) or 1.0
    wide = _WIDTH - _NAMES - _RIGHT - 60
    for k, (name, value) in enumerate(values):
        y, length = 4 + _BAR * k, wide * max(value, 0.0) / most
        parts.append(f'<text x="{_NAMES - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect class="bar" x="{_NAMES}" y="{y + 3}" width="{length:.1f}" height="{_BAR - 6}"/>')
        parts.append(f'<text x="{_NAMES + length + 6:.1f}" y="{y + 15}">{value:.{digits}f}</text>')
    return "".join([*parts, "</svg>"])


def _open(title: str, about: str, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>"
    )
