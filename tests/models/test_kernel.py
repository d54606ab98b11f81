"""Compiled kernels are kept on disk and are never older than the sources that they were made of."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import models.kernel

OUTER = """
from models.inner import TERM, tripled
from models.kernel import kernel

@kernel
def outer(value):
    return tripled(value) + TERM

print(outer(5), sum(outer.stats.cache_hits.values()))
"""
INNER = """
from models.kernel import kernel

TERM = 1

@kernel
def tripled(value):
    return 3 * value
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package like ours in which one kernel calls another of another file."""
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copy(models.kernel.__file__, folder)
    (folder / "__init__.py").touch()
    (folder / "outer.py").write_text(OUTER)
    (folder / "inner.py").write_text(INNER)
    return folder


def outer(package: Path) -> tuple[int, int]:
    """Result of the outer kernel in a new process, and how often it was found on disk."""
    ran = subprocess.run(
        [sys.executable, "-m", "models.outer"], cwd=package.parent, capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    result, hits = ran.stdout.split()
    return int(result), int(hits)


def test_a_kernel_is_compiled_once(package: Path) -> None:
    assert outer(package) == (16, 0)
    assert outer(package) == (16, 1)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("TERM = 1", "TERM = 7", 22),
        ("3 * value", "30 * value", 151),
    ],
)
def test_a_kernel_is_compiled_anew_when_another_file_has_changed(
    package: Path, old: str, new: str, expected: int
) -> None:
    assert outer(package) == (16, 0)
    inner = package / "inner.py"
    inner.write_text(inner.read_text().replace(old, new))
    assert outer(package) == (expected, 0)
    assert outer(package) == (expected, 1)
