"""The command line as users run it: a process of its own, with none of this machine's settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: -P: the package, not a folder of the same name in the current directory.
RINGFENCE = [sys.executable, "-P", "-m", "app.cli"]


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class CommandLine:
    """Runs commands in a folder with some settings, given by their names in `app.settings`."""

    folder: Path
    settings: dict[str, object]

    @property
    def env(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("RINGFENCE_", "DEMO_"))}
        return {**clean, **{f"RINGFENCE_{name.upper()}": str(value) for name, value in self.settings.items()}}

    def __call__(self, *arguments: object, timeout: float = 60) -> Outcome:
        run = subprocess.run(
            [*RINGFENCE, *map(str, arguments)],
            cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        return Outcome(run.returncode, run.stdout, run.stderr)

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a command whose output is read from its pipes."""
        return subprocess.Popen(
            [*RINGFENCE, *map(str, arguments)],
            cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip


def sentence(outcome: Outcome, code: int = 1) -> str:
    """The one sentence on standard error with which a command must have failed."""
    assert outcome.code == code, outcome
    lines = outcome.err.splitlines()
    assert len(lines) == 1, outcome.err
    assert lines[0].startswith("ringfence: "), lines
    return lines[0].removeprefix("ringfence: ")
