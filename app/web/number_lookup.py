"""What is known of a number, read on the worker that holds its profile; any other worker passes the question on."""

from __future__ import annotations

from aiohttp import web

from app.web.judgement import judge_now
from app.web.known import Known
from app.web.lists import entry_of
from app.web.owner import ask_owner
from app.web.problems import Problem
from app.web.site import Site, site_of
from models import profile_codec
from models.lists import ALLOWED, BLOCKED
from models.number import block_of, key_of, partition_of_one, text_of


async def look_up(request: web.Request, raw: str | int) -> Known | web.Response:
    """What is known of a number, or the answer of the worker that holds it.

    Args:
        request: is put to that worker as it came, when it is another.
        raw: the number as it was written.

    Raises:
        Problem: 422 for what is no number, 503 while nobody can say for certain.
    """
    site = site_of(request)
    try:
        number, text = site.normalise(raw)
    except ValueError as error:
        raise Problem(422, "invalid", f"number {error}.") from None
    if isinstance(raw, str) and not raw.strip():
        raise Problem(422, "invalid", "number is empty.")
    partition = partition_of_one(number, site.job.settings.partitions)
    if not _held(site, partition):
        return await ask_owner(request, site, partition)
    store = site.job.stores.profiles
    block_id = block_of(number)
    value = store.read_one(partition, key_of(number))
    block = store.read_one(partition, key_of(block_id)) if block_id else None
    if not _held(site, partition):
        return await ask_owner(request, site, partition)
    if not site.model.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading what groups say of numbers from Kafka.", retry=2)
    return _known(site, number, text, value, block)


def _known(site: Site, number: int, text: str | None, value: bytes | None, block: bytes | None) -> Known:
    detection = site.job.detection
    rules, judgement, profile = detection.rules, None, None
    if value is not None:
        profiles = profile_codec.decode([value])
        profile = profiles[0]
        if profile["out_calls"]:
            blocks = profile_codec.BLOCKS.decode([] if block is None else [block])
            judgement = judge_now(detection.model, rules, number, profiles, blocks)
    shown, now = text_of(number, {} if text is None else {number: text}), site.model.now_ms
    listed = detection.listing.code(number, shown, now)
    entry = detection.listing.entry(number, now) if listed in (ALLOWED, BLOCKED) else None
    return Known(
        number=number,
        text=text,
        profile=profile,
        judgement=judgement,
        raised=site.model.suspects.raised(number),
        listed=listed,
        model_version=detection.model.manifest.version,
        rules_version=rules.version,
        campaign=site.model.campaigns.of(number),
        held=site.model.campaigns.held(number),
        entry=None if entry is None else entry_of(entry, now),
    )


def _held(site: Site, partition: int) -> bool:
    return site.job.holds(partition) and not site.stalls.lately
