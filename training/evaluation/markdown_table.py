"""Tables and figures in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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
