"""GET /api/dead-letters: records that were no calls, and why."""

from __future__ import annotations

from itertools import islice

from aiohttp import web

from app.dead_letters import KEPT, DeadLetter
from app.web.access import identity_of
from app.web.answers import answer, whole_number
from app.web.problems import Problem
from app.web.schema.dead_letters import DeadLetterSample, DeadLettersAnswer, ReasonCount
from app.web.site import site_of
from models.instant import rfc3339

#: Letters shown when no number is asked for.
_SHOWN = 20


async def dead_letters(request: web.Request) -> web.Response:
    """Dead letters by reason, the commonest first, and the latest of them."""
    limit = whole_number(request, "limit", _SHOWN, 0, KEPT)
    letters, whole = site_of(request).dead_letters, identity_of(request).may("manage")
    if letters.total is None:
        raise Problem(503, "not-ready", "This worker has not read the dead letters yet.", retry=2)
    return answer(
        DeadLettersAnswer(
            total=letters.total,
            counted=sum(letters.reasons.values()),
            reasons=[ReasonCount(reason, count) for reason, count in letters.reasons.most_common()],
            samples=[_sample(one, whole) for one in islice(reversed(letters.latest), limit)],
        )
    )


def _sample(one: DeadLetter, whole: bool) -> DeadLetterSample:
    return DeadLetterSample(
        topic=one.topic,
        partition=one.partition,
        offset=one.offset,
        index=one.index,
        reason=one.reason,
        arrived_at=rfc3339(one.arrived_ms / 1000),
        raw=one.raw.decode("utf-8", "replace") if whole else None,
        raw_cut=len(one.raw) < one.size,
        size=one.size,
    )
