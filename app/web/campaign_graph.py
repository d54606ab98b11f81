"""GET /api/campaigns/{id}/graph: who of a campaign called whom."""

from __future__ import annotations

from aiohttp import web

from app.feed_event import shown_risk
from app.web.answers import answer, whole_number
from app.web.campaigns import known_campaign
from app.web.schema.campaigns import CampaignGraph, GraphLink, GraphNode
from app.web.site import site_of
from models.campaign.graph import graph_of
from models.number import text_of

#: Nodes of an answer when none are asked for, and at most.
NODES, MOST = 500, 2000


async def campaign_graph(request: web.Request) -> web.Response:
    """Members and whom they called as nodes, calls and what members share as links; the most telling when cut."""
    most = whole_number(request, "nodes", NODES, 1, MOST)
    found = known_campaign(request)
    rows = site_of(request).model.evidence.of(member.id for member in found.members)
    graph = graph_of(found, rows, most)
    nodes = [
        GraphNode(
            id=text_of(node.id, {}),
            kind=node.kind,
            label=node.number or text_of(node.id, {}),
            risk_score=None if node.risk is None else shown_risk(node.risk),
            calls=node.calls,
            links=node.links,
        )
        for node in graph.nodes
    ]
    links = [GraphLink(text_of(link.source, {}), text_of(link.target, {}), link.kind, None) for link in graph.links]
    return answer(
        CampaignGraph(
            campaign=found.id,
            nodes=nodes,
            links=links,
            members_total=found.size,
            victims_total=found.victims_reached,
            victims_at_least=found.victims_at_least,
            members_unknown=graph.members_unknown,
            cut=graph.cut,
        )
    )
