"""What a running worker answers, for commands that show what a dashboard shows."""

from __future__ import annotations

from typing import Any


def asked(url: str | None, path: str) -> Any:
    """The JSON answer to a GET request.

    Args:
        url: of a worker; None = the one that the settings start.
        path: of an endpoint, quoted, with its query.

    Raises:
        ApiError: when no worker answers, or it answers with a problem.
    """
    import msgspec

    from app.api_client import get
    from app.settings import load_settings

    return msgspec.json.decode(get(load_settings(), url, path))
