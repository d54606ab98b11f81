"""How a webhook request is signed: HMAC-SHA256 over the time of sending and the body."""

from __future__ import annotations

import hashlib
import hmac

#: The header that carries it.
SIGNATURE = "Ringfence-Signature"


def signature(secret: str, at: int, body: bytes) -> str:
    """The value of the header.

    Args:
        secret: shared with the receiver.
        at: time of sending, seconds since the epoch; a receiver refuses what is old, so that nobody can send it again.
        body: of the request.

    >>> signature("a secret of some length", 1760000000, b'{"alert": {}}')
    't=1760000000,v1=ee6c8aafbb541715b965d0ad26c3e04488d6b1ff1b4e086d97c32949c49a1ceb'
    """
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
