"""All that is known of a number, gathered for its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.web.judgement import Judgement
from app.web.schema.lists import ListEntry
from models.campaign.campaign import Campaign
from models.campaign.campaign import Member as CampaignMember
from tables.raises import Member, Raise


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a number.

    Attributes:
        number: its id.
        text: its text when it is opaque.
        profile: its `PROFILE` record, None when the stream never named it.
        judgement: of now, None when it never placed a call.
        raised: the blocks, handsets and trunks that have raised it.
        listed: its code of `models.lists`.
        entry: the entry of a list that says so; None when there is none, as for protected numbers.
        model_version, rules_version: of what judges its calls.
        campaign: id of its campaign; None when it belongs to none.
        held: the campaign that has raised it, and the number in it; None when none has.
    """

    number: int
    text: str | None
    profile: np.void | None
    judgement: Judgement | None
    raised: Sequence[tuple[Raise, Member]]
    listed: int
    model_version: str
    rules_version: str
    campaign: str | None = None
    entry: ListEntry | None = None
    held: tuple[Campaign, CampaignMember] | None = None
