"""Campaigns."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from app.web.schema.common import Risk, Share


class CampaignSummary(Struct):
    """Suspects that belong together; docs/figures.md defines each figure."""

    id: str
    name: str
    risk_score: Risk
    affected_users: int
    affected_users_at_least: bool
    status: str
    fraud_type: str
    numbers: int
    calls: int
    growth: int
    density: Share
    ranges: list[str]
    regions: list[str]
    created_at: str
    updated_at: str
    severity: str | None
    alert_id: str | None
    paused_until: str | None


class CampaignMember(Struct):
    """A number of a campaign."""

    number: str
    role: str
    risk_score: Risk
    first_seen: str
    last_seen: str
    joined_at: str


class CampaignHour(Struct):
    """Suspicious calls of a campaign in an hour of event time."""

    hour: str
    calls: int


class CampaignEntry(Struct):
    """Something that happened to a campaign, and the numbers that it is about."""

    at: str
    kind: str
    text: str
    numbers: list[str]


class CampaignDetail(CampaignSummary):
    """A campaign with its members and its history; what was cut says so."""

    merged_into: str | None
    paused_by: str | None
    pause_reason: str | None
    members: list[CampaignMember]
    members_cut: bool
    hours: list[CampaignHour]
    history: list[CampaignEntry]
    history_cut: bool


class GraphNode(Struct):
    """A number of a campaign's graph: a member, or somebody whom members called."""

    id: str
    kind: Literal["member", "victim"]
    label: str
    risk_score: Risk | None
    calls: int | None
    links: int


class GraphLink(Struct):
    """A call from `source` to `target`, or two members that share a handset or cell or were raised by one group."""

    source: str
    target: str
    kind: Literal["call", "handset", "cell", "group"]
    calls: int | None


class CampaignGraph(Struct):
    """A campaign as a graph; `cut` says that numbers or links were left out."""

    campaign: str
    nodes: list[GraphNode]
    links: list[GraphLink]
    members_total: int
    victims_total: int
    victims_at_least: bool
    members_unknown: int
    cut: bool
