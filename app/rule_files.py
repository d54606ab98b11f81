"""The files of the rules: reading a folder of them, and seeing when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import models.rules
from app.errors import RuleFileError
from app.file_watcher import FileWatcher
from models.rules import RuleError, RuleSet, parse_files

#: The rules that come with the program.
PACKAGED = Path(models.rules.__file__).parent


def rule_files(folder: Path | None) -> list[Path]:
    """The rule files of a folder, *.yaml and *.yml, by name; None = the packaged ones.

    Raises:
        RuleFileError: when the folder cannot be read, or holds none.
    """
    folder = folder or PACKAGED
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    except OSError as error:
        raise RuleFileError(f"The rules in {folder} cannot be read: {error.strerror}.") from error
    if not found:
        raise RuleFileError(
            f"{folder} holds no rule files (*.yaml); a file with `rules: []` means that none are wanted."
        )
    return found


def load_rules(folder: Path | None, facts: Sequence[str]) -> RuleSet:
    """Read all rules of a folder; None = the packaged ones.

    Args:
        folder: it alone counts: its rules are not added to the packaged ones.
        facts: names of the facts that rules may use, in the order of the rows to judge.

    Raises:
        RuleFileError: when anything is wrong with any file; then none of them counts.
    """
    return _load(rule_files(folder), facts)


def _load(files: Sequence[Path], facts: Sequence[str]) -> RuleSet:
    texts: dict[str, str] = {}
    for path in files:
        try:
            texts[str(path)] = path.read_text(encoding="utf-8")
        except OSError as error:
            raise RuleFileError(f"The rules in {path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            raise RuleFileError(f"{path}:{line}: this is no UTF-8.") from error
    try:
        return RuleSet(parse_files(texts, facts), facts)
    except RuleError as error:
        raise RuleFileError(f"{error}.") from error


class RuleWatcher(FileWatcher[RuleSet]):
    """The rules in effect, loaded anew when their files have changed; loading takes some ten milliseconds.

    Args:
        folder, facts: as for `load_rules`.

    Raises:
        RuleFileError: when the rules cannot be loaded at the start.
    """

    def __init__(self, folder: Path | None, facts: Sequence[str]) -> None:
        names = tuple(facts)
        super().__init__(
            lambda: rule_files(folder),
            lambda: load_rules(folder, names),
            lambda one, other: one.version == other.version,
        )

    @property
    def rules(self) -> RuleSet:
        """The rules in effect, always a whole set."""
        return self.value
