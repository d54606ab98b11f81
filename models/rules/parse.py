"""From the text of rule files to rules, all checked: a file is taken as a whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from models.rules.document import Document, Path
from models.rules.errors import RuleError
from models.rules.rule import FRAUD_TYPES, SEVERITIES, STATES, SUBJECTS, Condition, Rule, RuleText, fields_of

_CHOICES: Final = {
    "format": ("1",),
    "subject": SUBJECTS,
    "state": STATES,
    "severity": SEVERITIES,
    "fraud_type": FRAUD_TYPES[1:],
}
_AT: Final = re.compile(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`$")
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*)`")
_MISSING: Final = re.compile(r"Object missing required field `(.*)`")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A rule file: the version of its layout, and its rules."""

    format: Literal[1]
    rules: Annotated[list[RuleText], Meta(max_length=1000)]


def parse_rules(text: str, name: str, facts: Sequence[str]) -> tuple[Rule, ...]:
    """Read one rule file.

    Args:
        text: its content.
        name: its name, for errors.
        facts: the names that conditions, sentences and samples may use; `calls` is one of them.

    Returns:
        The rules in the order of the file, those that are off as well.

    Raises:
        RuleError: with the line and the reason, when anything is wrong.
    """
    return parse_files({name: text}, facts)


def parse_files(texts: Mapping[str, str], facts: Sequence[str]) -> tuple[Rule, ...]:
    """Read several rule files, in the order of the mapping; no two rules may have the same id.

    Args and errors are those of `parse_rules`.
    """
    rules: dict[str, Rule] = {}
    for name, text in texts.items():
        for rule in _rules(Document(text, name), facts):
            if rule.id in rules:
                first = rules[rule.id]
                raise RuleError(name, rule.line, f"the id {rule.id} is taken by {first.file}:{first.line}")
            rules[rule.id] = rule
    return tuple(rules.values())


def _rules(document: Document, facts: Sequence[str]) -> Iterator[Rule]:
    try:
        file = msgspec.convert(document.data, _File)
    except msgspec.ValidationError as error:
        raise located(document, str(error), _CHOICES) from error
    for index, text in enumerate(file.rules):
        at: Path = ("rules", index)
        _check_conditions(document, at, text, facts)
        if text.risk_at_most < text.risk:
            reason = f"a risk of at least {text.risk} is not at most {text.risk_at_most}"
            raise document.error(reason, *at, key="risk_at_most")
        _check_sentence(document, at, text, facts)
        values = {name: getattr(text, name) for name in text.__struct_fields__}
        rule = Rule(**values, file=document.file, line=document.line(*at))
        _check_samples(document, at, rule, facts)
        yield rule


def located(document: Document, message: str, choices: Mapping[str, Sequence[str]]) -> RuleError:
    """msgspec's message as an error with a line and, where it is terse, with better words.

    Args:
        document: what was converted.
        message: of the `msgspec.ValidationError`.
        choices: what an entry of some name must be one of.
    """
    found = _AT.search(message)
    reason = message[: found.start()] if found else message
    steps = _STEP.findall(found["path"]) if found else []
    path: Path = tuple(word or int(index) for word, index in steps)
    if unknown := _UNKNOWN.match(reason):
        return document.error(f"there is no entry {unknown[1]}", *path, key=unknown[1])
    if missing := _MISSING.match(reason):
        return document.error(f"{missing[1]} is missing", *path)
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    if reason.startswith("Invalid enum value") and name in choices:
        allowed = choices[name]
        said = allowed[0] if len(allowed) == 1 else f"one of {', '.join(allowed)}"
        return document.error(f"{name} must be {said}", *path)
    return document.error(f"{name}: {reason[0].lower()}{reason[1:]}", *path)


def _check_fact(document: Document, name: str, facts: Sequence[str], *path: str | int, key: str | None = None) -> None:
    if name not in facts:
        close = get_close_matches(name, facts, 1)
        hint = f"; perhaps {close[0]}" if close else ""
        raise document.error(f"there is no fact {name}{hint}", *path, key=key)


def _check_conditions(document: Document, at: Path, rule: RuleText, facts: Sequence[str]) -> None:
    places: list[tuple[Path, Condition]] = [((*at, "when", k), one) for k, one in enumerate(rule.when)]
    for k, group in enumerate(rule.unless):
        if isinstance(group, Condition):
            places.append(((*at, "unless", k), group))
        elif group:
            places += [((*at, "unless", k, j), one) for j, one in enumerate(group)]
        else:  # nothing holds as a whole: the rule would never fire
            raise document.error("unless has an empty group", *at, "unless", k)
    for place, condition in places:
        _check_fact(document, condition.fact, facts, *place, key="fact")
        if condition.per is not None:
            _check_fact(document, condition.per, facts, *place, key="per")
        low, high = condition.at_least, condition.at_most
        if low is None and high is None:
            raise document.error("a condition needs at_least or at_most", *place)
        if low is not None and high is not None and low > high:
            raise document.error(f"nothing is at least {low:g} and at most {high:g}", *place)


def _check_sentence(document: Document, at: Path, rule: RuleText, facts: Sequence[str]) -> None:
    try:
        names = [name for _, field, _ in fields_of(rule.says) for name in field]
    except ValueError as error:
        raise document.error(f"says: {error}", *at, "says") from error
    if not names:
        raise document.error("says gives no figure: name a fact in braces, as in {calls_1h}", *at, "says")
    for name in names:
        _check_fact(document, name, facts, *at, "says")


def _check_samples(document: Document, at: Path, rule: Rule, facts: Sequence[str]) -> None:
    for kind, wanted in (("fires", True), ("silent", False)):
        for index, sample in enumerate(getattr(rule.samples, kind)):
            place: Path = (*at, "samples", kind, index)
            for name in sample:
                _check_fact(document, name, facts, *place, key=name)
            if rule.holds(sample) is not wanted:
                raise document.error(f"{rule.id} {_behaviour(rule, sample, wanted)}", *place)


def _behaviour(rule: Rule, sample: Mapping[str, float], wanted: bool) -> str:
    """What a rule does to a sample that it should not, and for a rule that stays silent, because of what."""
    if not wanted:
        return "fires on a sample that must stay silent"
    failed = next((one for one in rule.conditions if not one.holds(sample)), None)
    because = f"{failed} does not hold" if failed else "one of its exceptions (unless) holds"
    return f"stays silent on a sample that must fire: {because}"
