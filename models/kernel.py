"""Compiled kernels, kept on disk, and compiled anew when any module of this package has changed.

numba's own cache looks at the file of a kernel alone. A kernel that calls one of another file, or uses a constant of
it, would go on running the old one after an update: feature rows would follow definitions that are no longer there.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from numba import njit


def _stamp() -> str:
    """Hash of the package's sources; of their bytes, since times are the same in reproducible builds."""
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        source = path.read_bytes()
        digest.update(f"{path.name} {len(source)} ".encode() + source)
    return digest.hexdigest()


_STAMP = _stamp()


def _fresh(compiled: Any) -> Any:
    if hasattr(compiled, "_cache"):  # not with NUMBA_DISABLE_JIT
        compiled._cache._cache_file._source_stamp = _STAMP
    return compiled


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function at its first call; it runs without the interpreter's lock and may not touch its objects."""
    return _fresh(njit(cache=True, nogil=True)(function))


def inline_kernel(function: Callable[..., Any]) -> Any:
    """The same for a few lines that are worth copying into every kernel that calls them."""
    return _fresh(njit(cache=True, nogil=True, inline="always")(function))
