"""The dashboard: a static site (web-platform/out) that a worker serves beside its API, under a strict policy."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from app.settings import Settings
from app.web.measure import DASHBOARD

#: Where the build leaves it in a checkout.
BUILT: Final = Path(__file__).parents[2] / "web-platform" / "out"
#: Written by the build: for each page the hashes of its own inline scripts and styles.
PAGES: Final = ".pages.json"
#: Their names change with their content.
_FOR_EVER: Final = "_next/static/"
#: Nothing below these addresses is ever a page.
_OURS: Final = ("/api", "/ws")


def folder_of(settings: Settings) -> Path | None:
    """The folder of the built dashboard, None when it has not been built."""
    folder = settings.dashboard or BUILT
    return folder.resolve() if (folder / PAGES).is_file() else None


class Dashboard:
    """Serves the files of the built dashboard.

    Args:
        settings: say where it is; looked up at each request, so a build needs no restart.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def page(self, name: str = "index.html", status: int = 200) -> web.StreamResponse | None:
        """One of its pages, None when the dashboard has not been built or has no such page."""
        folder = folder_of(self._settings)
        policies = _policies(folder / PAGES, _stamp(folder / PAGES)) if folder else {}
        if folder is None or name not in policies:
            return None
        headers = {
            "Content-Security-Policy": policies[name],
            "Cache-Control": "no-cache",
            "Referrer-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Vary": "Accept, Accept-Encoding",
        }
        return web.FileResponse(folder / name, status=status, headers=headers)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Serve what no endpoint answers to, when the dashboard has it; leave the rest as it is."""
        unknown = isinstance(request.match_info.http_exception, web.HTTPNotFound)
        if unknown and request.method in ("GET", "HEAD"):
            found = self._find(request)
            if found is not None:
                request[DASHBOARD] = "dashboard"
                return found
        return await handler(request)

    def _find(self, request: web.Request) -> web.StreamResponse | None:
        folder = folder_of(self._settings)
        path = request.path
        if folder is None or any(path == ours or path.startswith(f"{ours}/") for ours in _OURS):
            return None
        name = path.lstrip("/")
        if path.endswith("/"):
            return self.page(f"{name}index.html") or self._not_found(request)
        file = _inside(folder, name)
        if file is None:
            if _inside(folder, f"{name}/index.html") is not None:
                raise web.HTTPTemporaryRedirect(str(request.rel_url.with_path(f"/{name}/", keep_query=True)))
            return self._not_found(request)
        if file.suffix == ".html":
            return self.page(name)
        caching = "public, max-age=31536000, immutable" if name.startswith(_FOR_EVER) else "no-cache"
        return web.FileResponse(file, headers={"Cache-Control": caching, "Vary": "Accept-Encoding"})

    def _not_found(self, request: web.Request) -> web.StreamResponse | None:
        wanted = "text/html" in request.headers.get("Accept", "")
        return self.page("404.html", 404) if wanted else None


def _inside(folder: Path, name: str) -> Path | None:
    """A file of the folder that may be seen; None for any other name, whatever tricks it plays."""
    if "\0" in name or "\\" in name or any(part.startswith(".") for part in name.split("/")):
        return None
    try:
        file = (folder / name).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except OSError:
        return None


def _stamp(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _policies(file: Path, _stamp: int) -> dict[str, str]:
    """The Content-Security-Policy of each page; read again when the build has written it again."""
    try:
        pages = json.loads(file.read_bytes())
    except (OSError, ValueError):  # a build is just writing it
        return {}
    return {name: _policy(hashes["scripts"], hashes["styles"]) for name, hashes in pages.items()}


def _policy(scripts: list[str], styles: list[str]) -> str:
    parts = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", *styles],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in parts.items())
