"""A job that needs tokens, for tests: its users, and who asks with which token."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app import user_changing
from app.user_changing import Asked
from models.access.role import ROLES, Role
from tests.app.web.calls import START, friendly, hung_up, missed
from tests.workers import Reply, Worker, settings_of

RING = tuple(f"+9198765000{number:02d}" for number in range(10, 16))
#: They call nobody abroad, and so have nothing in common with the others.
LONE = "+46709123456"
OPAQUE = "pbx-line-77"


@dataclass
class People:
    """Users of a job, one of each role, and their tokens by name."""

    env: Mapping[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, role: Role, expires_ms: int | None = None) -> str:
        """Add a user as the command line does, and give a token."""
        settings, asked = settings_of(self.env), Asked("a test", int(time.time() * 1000))

        async def work() -> str:
            await user_changing.add(settings, name, role, asked)
            return (await user_changing.issue(settings, name, "", asked, expires_ms))[0]

        self.tokens[name] = asyncio.run(work())
        return self.tokens[name]

    def add_all(self) -> People:
        """One of each role, who has its name."""
        for role in ROLES:
            self.add(role, role)
        return self

    def ask(self, worker: Worker, name: str, method: str, path: str, body: object = None) -> Reply:
        """Ask a worker as a user."""
        headers = {"Authorization": f"Bearer {self.tokens.get(name, name)}"}
        reply = worker.request(method, path, body, headers)
        assert reply is not None
        return reply

    def get(self, worker: Worker, name: str, path: str) -> Reply:
        """GET as a user."""
        return self.ask(worker, name, "GET", path)


def records() -> list[dict[str, Any]]:
    """Six numbers of a block, one alone and an opaque one ring forty strangers each; then the clock goes on."""
    found = [missed(number, place) for number in RING for place in range(40)]
    found += [hung_up(number, place) for number in (LONE, OPAQUE) for place in range(40)]
    for record in found:
        record["callee"] = f"+46701{zlib.crc32(record['call_id'].encode()) % 1_000_000:06d}"
    found.sort(key=lambda record: record["start"])
    return found + [friendly(at, start=START + 3000 + at * 60) for at in range(60)]


def lines(found: list[dict[str, Any]]) -> bytes:
    """Records as NDJSON."""
    return b"\n".join(json.dumps(one).encode() for one in found)
