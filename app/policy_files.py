"""The file of the decision policy: reading it, and seeing when it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from app.errors import PolicyFileError
from app.file_watcher import FileWatcher
from models.decision_policy import Policy, parse_policy
from models.rules import RuleError


def load_policy(path: Path | None, rules: Collection[str]) -> Policy:
    """Read the policy; None = everything is only reported.

    Args:
        path: the file.
        rules: ids of the rules that there are.

    Raises:
        PolicyFileError: when anything is wrong with it; then nothing of it counts.
    """
    if path is None:
        return Policy()
    try:
        return parse_policy(path.read_text(encoding="utf-8"), str(path), rules)
    except OSError as error:
        raise PolicyFileError(f"The decision policy {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PolicyFileError(f"{path}:{line}: this is no UTF-8.") from error
    except RuleError as error:
        raise PolicyFileError(f"{error}.") from error


class PolicyWatcher(FileWatcher[Policy]):
    """The policy in effect, loaded anew when its file has changed.

    Args:
        path: as for `load_policy`.
        rules: gives the ids of the rules that there are.

    Raises:
        PolicyFileError: when it cannot be loaded at the start.
    """

    def __init__(self, path: Path | None, rules: Callable[[], Collection[str]]) -> None:
        files = [] if path is None else [path]
        super().__init__(lambda: files, lambda: load_policy(path, rules()), lambda one, other: one == other)
