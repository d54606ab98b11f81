"""Scenarios as YAML: the fields of `Scenario`, checked one by one so that an error can name its line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from training.errors import TrainingError
from training.simulator.scenario import Scenario

_FOLDER: Final = files("training") / "scenarios"
#: What a file may hold and how it is read; the rest is checked by Scenario itself.
_FIELDS: Final[dict[str, Any]] = {
    "subscribers": int,
    "hours": float | None,
    "start": str,
    "seed": int,
    "kinds": tuple[str, ...] | None,
    "without": tuple[str, ...],
    "fraud_share": float,
    "hard_negatives": float | bool,
    "campaigns_after_hours": float,
    "campaigns_spread_hours": float | None,
    "loud": bool,
    "vary": bool,
    "world": dict[str, float | bool],
}


class _Loader(yaml.SafeLoader):
    """Leaves times as they are written: what YAML makes of them has lost its zone."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class ScenarioError(TrainingError, ValueError):
    """A scenario does not exist, or its file says something that no world can be."""


def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with Ringfence.

    >>> "mixed" in scenario_names()
    True
    """
    return tuple(sorted(path.name.removesuffix(".yaml") for path in _FOLDER.iterdir() if path.name.endswith(".yaml")))


def load(name: str | Path) -> dict[str, Any]:
    """Fields of a scenario, by its name or from a file (anything that ends in .yaml or .yml, or holds a slash).

    A file need not say much: what it leaves out is as in an unnamed `Scenario`, except that all kinds of fraud may
    occur, in campaigns of all sorts.

    Raises:
        ScenarioError: one sentence with file and line.
    """
    text, where = _read(name)
    try:
        # Twice over the same text: once for the places of things, once for the things.
        node = yaml.compose(text, Loader=_Loader)
        values = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ScenarioError(f"{where}{line}: this is no YAML ({getattr(error, 'problem', None) or error}).") from error
    if values is None:
        values = {}
    elif not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ScenarioError(f"{where}, line 1: a scenario consists of lines such as 'subscribers: 4000'.")
    lines = _lines(node) if isinstance(node, yaml.MappingNode) else {}
    if isinstance(node, yaml.MappingNode):
        for count, (key, _) in enumerate(node.value):
            if key.value in [other.value for other, _ in node.value[:count]]:
                raise ScenarioError(f"{where}, line {key.start_mark.line + 1}: {key.value} is there twice.")
    fields: dict[str, Any] = {"kinds": None, "loud": False}
    for key, value in values.items():
        place = f"{where}, line {lines.get((key,), 1)}"
        if key not in _FIELDS:
            raise ScenarioError(f"{place}: unknown field {key!r}; there are {', '.join(_FIELDS)}.")
        fields[key] = _convert(key, value, place)
        try:
            Scenario(**{key: fields[key]})
        except ValueError as error:
            # Of a mapping or a list the line of the entry that is wrong, where it can be told.
            named = [
                line for path, line in lines.items() if path[0] == key and len(path) > 1 and _blames(error, path[1])
            ]
            place = f"{where}, line {named[0]}" if named else place
            raise ScenarioError(f"{place}: {error}.") from error
    try:
        Scenario(**fields)
    except ValueError as error:
        raise ScenarioError(f"{where}: {error}.") from error
    return fields


def _read(name: str | Path) -> tuple[str, str]:
    """Text of a scenario, and what to call it."""
    text = str(name)
    try:
        if isinstance(name, Path) or text.endswith((".yaml", ".yml")) or "/" in text:
            return Path(name).read_text(encoding="utf-8"), text
        if text not in scenario_names():
            known = ", ".join(scenario_names())
            raise ScenarioError(f"There is no scenario {text!r}: name one of {known}, or a file that ends in .yaml.")
        return (_FOLDER / f"{text}.yaml").read_text(encoding="utf-8"), f"{text}.yaml"
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ScenarioError(f"Cannot read the scenario {text}: {reason}.") from error


def _convert(key: str, value: Any, place: str) -> Any:
    try:
        converted = msgspec.convert(value, _FIELDS[key])
    except msgspec.ValidationError as error:
        raise ScenarioError(f"{place}: {key} is not what it should be: {error}.") from error
    return float(converted) if key == "hard_negatives" else converted


def _blames(error: ValueError, name: str) -> bool:
    """Whether an error is about a parameter or a kind."""
    text = str(error)
    return text.startswith(f"world.{name} ") or text.endswith(
        (f"parameter {name!r}", f"not {name!r}", f"name {name!r}")
    )


def _lines(node: yaml.MappingNode) -> dict[tuple[Any, ...], int]:
    """Line of each key, and of each key or item below it."""
    found: dict[tuple[Any, ...], int] = {}
    for key, value in node.value:
        found[(key.value,)] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode):
            found.update({(key.value, inner.value): inner.start_mark.line + 1 for inner, _ in value.value})
        elif isinstance(value, yaml.SequenceNode):
            found.update({(key.value, item.value): item.start_mark.line + 1 for item in value.value})
    return found
