"""YAML as plain values that know their lines.

The text is read by the core schema of YAML 1.2, not by PyYAML's defaults, which follow YAML 1.1: there `off` is a
boolean, `1:30` is ninety and `010` is eight. Aliases, tags and repeated keys are refused: a rule says what it says in
one place.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from models.rules.errors import RuleError

#: Where a value stands: keys of mappings and indexes of lists, from the top of the document.
Path = tuple[str | int, ...]

_TAG: Final = "tag:yaml.org,2002:"
_NUMBER: Final = list("-+.0123456789")
_DEPTH: Final = 20  # a rule needs seven
# Loops over bytes in C read a rule file ten times faster; wheels of PyYAML have them, other builds may not.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _CoreLoader(_Loader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's way to state them


for _name, _pattern, _first in (
    ("bool", r"true|false", list("tf")),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", _NUMBER),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?", _NUMBER),
):
    _CoreLoader.add_implicit_resolver(_TAG + _name, re.compile(f"(?:{_pattern})$"), _first)


class Document:
    """One YAML document.

    Args:
        text: the document.
        file: its name, for errors.

    Attributes:
        data: mappings as dict, lists as list, and str, int, float, bool or None.

    Raises:
        RuleError: when the text is no YAML, or uses more of it than described above.

    >>> document = Document("state: off\\nwhen:\\n- fact: calls", "one.yaml")
    >>> document.data
    {'state': 'off', 'when': [{'fact': 'calls'}]}
    >>> document.line("when", 0, "fact")
    3
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._seen: set[int] = set()
        try:
            self._check_depth(text)
            self._root = yaml.compose(text, Loader=_CoreLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = " ".join(part for part in (error.context, error.problem) if part)
            raise RuleError(file, mark.line + 1 if mark else 1, f"this is no YAML: {reason}") from error
        except (yaml.YAMLError, UnicodeError) as error:  # characters that YAML does not allow: no mark, but a position
            line = text.count("\n", 0, getattr(error, "position", getattr(error, "start", 0))) + 1
            raise RuleError(file, line, f"this is no YAML: {getattr(error, 'reason', error)}") from error
        self.data: Any = None if self._root is None else self._value(self._root)

    def _check_depth(self, text: str) -> None:
        """Composing recurses, in C without a limit: a file of brackets would end the process."""
        depth = 0
        for event in yaml.parse(text, Loader=_CoreLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RuleError(self.file, line, "lists and mappings are nested too deeply")

    def line(self, *path: str | int, key: str | None = None) -> int:
        """The line of the value at `path`, or of its entry `key`; of the nearest one around it if there is no such."""
        node = self._root
        line = 1 if node is None else node.start_mark.line + 1
        for step in (*path, *(() if key is None else (key,))):
            below = self._below(node, step)
            if below is None:
                break
            mark, node = below
            line = mark.line + 1
        return int(line)

    def error(self, reason: str, *path: str | int, key: str | None = None) -> RuleError:
        """An error about the value at `path`, or about its entry `key`."""
        return RuleError(self.file, self.line(*path, key=key), reason)

    @staticmethod
    def _below(node: Any, step: str | int) -> tuple[Any, Any] | None:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            return node.value[step].start_mark, node.value[step]
        if isinstance(node, yaml.MappingNode):
            return next(((key.start_mark, value) for key, value in node.value if key.value == step), None)
        return None

    def _value(self, node: Any) -> Any:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            raise RuleError(self.file, node.start_mark.line + 1, "an alias (*) stands for this; write it out instead")
        self._seen.add(id(node))
        kind = str(node.tag).removeprefix(_TAG)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self._value(item) for item in node.value]
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self._mapping(node)
        if isinstance(node, yaml.ScalarNode) and kind in _SCALARS:
            try:
                return _SCALARS[kind](node.value)
            except ValueError:
                pass
        raise RuleError(self.file, line, f"the tag {node.tag} is not used in rule files")

    def _mapping(self, node: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise RuleError(self.file, line, "a key must be a word")
            if key.value in found:
                raise RuleError(self.file, line, f"{key.value} stands here twice")
            found[key.value] = self._value(value)
        return found


_SCALARS: Final[dict[str, Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": {"true": True, "false": False}.__getitem__,
    "null": lambda _: None,
}
