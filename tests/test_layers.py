"""The one-way imports of the packages, as pyproject.toml states them."""

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_packages_import_each_other_in_one_direction_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out
