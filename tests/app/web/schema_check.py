"""Checks a JSON value against the part of JSON Schema that the OpenAPI document uses; strict about unknown fields."""

from __future__ import annotations

from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip
_KNOWN = {
    "$ref", "anyOf", "type", "enum", "properties", "required", "items", "additionalProperties", "title", "description",
    "default", "minimum", "maximum",
}  # fmt: skip


def mismatches(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "$") -> list[str]:
    """What in a value the schema does not allow."""
    assert schema.keys() <= _KNOWN, f"this check does not know {schema.keys() - _KNOWN}"
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        return mismatches(value, document["components"]["schemas"][name], document, at)
    if "anyOf" in schema:
        options = [mismatches(value, option, document, at) for option in schema["anyOf"]]
        return [] if any(not option for option in options) else min(options, key=len)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r} is none of {schema['enum']}"]
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, _TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))):
        return [f"{at}: {value!r} is no {kind}"]
    found = []
    if "minimum" in schema and value < schema["minimum"]:
        found.append(f"{at}: {value} is below {schema['minimum']}")
    if "maximum" in schema and value > schema["maximum"]:
        found.append(f"{at}: {value} is above {schema['maximum']}")
    if kind == "array":
        for place, item in enumerate(value):
            found += mismatches(item, schema.get("items", {}), document, f"{at}[{place}]")
    if kind == "object":
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        found += [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            wanted = properties.get(name, others)
            if wanted is None:
                found.append(f"{at}: {name} is not in the document")
            else:
                found += mismatches(item, wanted, document, f"{at}.{name}")
    return found
