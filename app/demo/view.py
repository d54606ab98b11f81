"""How the demo shows its board: a live table on a terminal, plain lines anywhere else."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table

from app.demo.board import Board
from tables.suspects import Suspect

_ROWS: Final = 16
#: Seconds between two lines of totals where there is no live table.
_EVERY: Final = 10.0
_STYLES: Final = {"SAFE": "green", "SUSPICIOUS": "yellow", "DANGEROUS": "bold red"}


class View:
    """Shows a board on standard output; a context manager."""

    def __init__(self, board: Board, title: str) -> None:
        self._board = board
        self._title = title
        self._console = Console()
        self._live: Live | None = None
        self._next_line = time.monotonic() + _EVERY

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live = Live(self._table(0.0), console=self._console, auto_refresh=False, transient=False)
            self._live.start()
        else:
            self._board.news = self._tell
            self._line(self._title)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self) -> None:
        """Show how things stand now."""
        now = time.monotonic()
        rate = self._board.rate(now)
        if self._live is not None:
            self._live.update(self._table(rate), refresh=True)
        elif now >= self._next_line:
            self._next_line = now + _EVERY
            self._line(self._counts(rate))

    def _table(self, rate: float) -> Table:
        board = self._board
        table = Table(title=self._title, caption=self._counts(rate), title_justify="left", caption_justify="left")
        for name in ("number", "risk", "band", "type", "flagged at", "by call", "calls", "after danger", "in truth"):
            table.add_column(name, justify="right" if name in ("risk", "by call", "calls", "after danger") else "left")
        for row in list(board.flagged.values())[:_ROWS]:
            table.add_row(
                row.number,
                f"{row.risk:.0f}",
                f"[{_STYLES[row.band]}]{row.band}[/]",
                row.fraud_type,
                _moment(row.flagged_at),
                str(row.flagged_calls),
                f"{row.calls:,}",
                f"{row.blocked:,}",
                board.truth.get(row.number, "not simulated"),
            )
        return table

    def _counts(self, rate: float) -> str:
        board, totals = self._board, self._board.totals
        return (
            f"{board.calls:,} calls scored, {rate:,.0f}/s; {len(board.found)} numbers flagged, "
            f"{len(board.raised)} of them for the company they keep; "
            f"{totals.blocked - board.begun.blocked:,} calls placed by numbers after they became dangerous"
        )

    def _tell(self, row: Suspect) -> None:
        truth = self._board.truth.get(row.number, "not simulated")
        self._line(
            f"flagged {row.number} as {row.fraud_type}: risk {row.peak_risk:.0f}, first by its call "
            f"{row.flagged_calls} at {_moment(row.flagged_at)}; in truth: {truth}"
        )

    def _line(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
