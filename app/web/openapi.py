"""GET /api/openapi.json: the OpenAPI 3.1 document, generated from the endpoints and their types."""

from __future__ import annotations

import inspect
import re
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

from app.web.access import COOKIE
from app.web.answers import answer
from app.web.endpoints import ENDPOINTS, Endpoint
from app.web.problems import ProblemDocument

PATH = "/api/openapi.json"
#: Needed where RINGFENCE_ACCESS is `tokens` only.
_SCHEMES: dict[str, dict[str, str]] = {
    "token": {"type": "http", "scheme": "bearer", "description": "A user's token; only where access needs tokens."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "The same token, kept by a browser."},
}
_PATH_PARAMETER = re.compile(r"\{(\w+)\}")


async def openapi(request: web.Request) -> web.Response:
    """The document."""
    return answer(document())


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document; the same for every worker of a version."""
    types = [ProblemDocument]
    for endpoint in ENDPOINTS:
        types += [kind for kind in (endpoint.request, *endpoint.answers.values()) if kind not in (None, str)]
    _, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths: dict[str, Any] = {
        PATH: {"get": {"summary": "This document", "security": [], "responses": {"200": {"description": "OK"}}}},
    }
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ringfence",
            "version": "1",
            "description": "Fraud in call records, named while the calls are being made.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SCHEMES},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    responses = {str(status): _response(status, kind) for status, kind in endpoint.answers.items()}
    refused = () if endpoint.needs == "open" else (401, 403)
    for status in (*endpoint.problems, *refused, 500):
        responses.setdefault(str(status), _response(status, ProblemDocument))
    operation: dict[str, Any] = {
        "operationId": endpoint.handler.__name__,
        "summary": endpoint.summary,
        "description": inspect.getdoc(endpoint.handler) or "",
        "security": _security(endpoint),
        "responses": responses,
    }
    for media in endpoint.media:
        responses["200"]["content"][media] = {"schema": {"type": "string"}}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PATH_PARAMETER.findall(endpoint.path)
    ]
    parameters += [
        {
            "name": one.name,
            "in": "query",
            "required": one.required,
            "description": one.meaning,
            "schema": _schema(one.kind),
        }
        for one in endpoint.query
    ]
    if parameters:
        operation["parameters"] = parameters
    if endpoint.request is not None:
        content = {"application/json": {"schema": _schema(endpoint.request)}}
        if endpoint.ndjson:
            content["application/x-ndjson"] = {"schema": {"type": "string"}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    """How somebody is known who asks, and what that one must be allowed; an empty list: anybody may ask."""
    return [] if endpoint.needs == "open" else [{name: [endpoint.needs]} for name in _SCHEMES]


def _response(status: int, kind: Any) -> dict[str, Any]:
    name = HTTPStatus(status).phrase
    if kind is str:
        return {"description": name, "content": {"text/plain": {"schema": {"type": "string"}}}}
    media = "application/problem+json" if kind is ProblemDocument else "application/json"
    return {"description": name, "content": {media: {"schema": _schema(kind)}}}


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template="#/components/schemas/{name}")
    return schema
