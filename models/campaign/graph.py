"""A campaign as a graph: its members, whom they called, and what they share; bounded, the most telling first.

What a member called lately and what it works with is known from its row as a suspect, which is forgotten two days after
its latest suspicious call; of a member without a row only its place in the campaign is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from models.campaign.campaign import Campaign, Member
from models.campaign.suspect import Suspect

#: Links for each node that may be shown, at most: more is a black patch on any screen.
LINKS_PER_NODE: Final = 10

NodeKind = Literal["member", "victim"]
LinkKind = Literal["call", "handset", "cell", "group"]


class Node(NamedTuple):
    """A number of the graph.

    Attributes:
        id: of the number.
        kind: member, or victim: whom a member called.
        number: as people read it; None for a victim whose text is not known.
        risk: of a member, the highest it had, 0-100; None for a victim.
        calls: of a member, its suspicious calls; None when not known.
        links: links of the graph that begin or end here.
    """

    id: int
    kind: NodeKind
    number: str | None
    risk: float | None
    calls: int | None
    links: int


class Link(NamedTuple):
    """What ties two numbers together.

    Attributes:
        source, target: ids of nodes. Of a call the caller and the callee; else two members, the smaller id first.
        kind: a call, or the same handset, cell, or group (block, handset or trunk) that raised both.
    """

    source: int
    target: int
    kind: LinkKind


class Graph(NamedTuple):
    """A campaign as a graph.

    Attributes:
        nodes: members, those of the highest risk first, then victims, those called by most members first.
        links: calls first; no two alike.
        members_unknown: members shown of which it is no longer known whom they called.
        cut: whether any member, victim or link was left out.
    """

    nodes: list[Node]
    links: list[Link]
    members_unknown: int
    cut: bool


def graph_of(campaign: Campaign, suspects: Mapping[int, Suspect], most: int) -> Graph:
    """The graph of a campaign.

    Members and victims get half of the nodes each; what one side does not need, the other may take. Of `n` members that
    share something each is linked with the next by number, so `n - 1` links tell it, not every pair.

    Args:
        campaign: which one.
        suspects: rows of its members, as far as there are any.
        most: nodes, at least 1.
    """
    ranked = sorted(campaign.members, key=lambda one: (-one.risk, -one.last_ms, one.id))
    callers = _callers(ranked, suspects)
    victims = sorted(callers.keys() - {one.id for one in ranked}, key=lambda victim: (-callers[victim], victim))
    room = max(most - len(victims), most - most // 2)
    shown = ranked[:room]
    called = _callers(shown, suspects)
    chosen = sorted(called.keys() & set(victims), key=lambda victim: (-called[victim], victim))[: most - len(shown)]
    links = [*_calls(shown, suspects, chosen), *_ties(shown, suspects)]
    kept = links[: LINKS_PER_NODE * most]
    degree = Counter(end for link in kept for end in (link.source, link.target))
    nodes = [_member(one, suspects.get(one.id), degree[one.id]) for one in shown]
    nodes += [Node(victim, "victim", None, None, None, degree[victim]) for victim in chosen]
    return Graph(
        nodes,
        kept,
        members_unknown=sum(one.id not in suspects for one in shown),
        cut=len(shown) < campaign.size
        or len(chosen) < campaign.victims_reached - len(set(campaign.victims) & {one.id for one in shown})
        or campaign.victims_at_least
        or len(kept) < len(links),
    )


def _callers(members: Iterable[Member], suspects: Mapping[int, Suspect]) -> Counter[int]:
    """How many of some members called each number, as far as is known."""
    return Counter(callee for one in members if one.id in suspects for callee in suspects[one.id].callees)


def _member(one: Member, suspect: Suspect | None, links: int) -> Node:
    return Node(one.id, "member", one.number, one.risk, None if suspect is None else suspect.suspicious, links)


def _calls(members: Iterable[Member], suspects: Mapping[int, Suspect], victims: Iterable[int]) -> list[Link]:
    """Calls of members to victims, in the order of these, and to each other."""
    found: dict[int, list[int]] = {victim: [] for victim in victims}
    among: dict[int, list[int]] = {one.id: [] for one in members}
    for one in members:
        for callee in suspects[one.id].callees if one.id in suspects else ():
            whose = found.get(callee, among.get(callee))
            if whose is not None and callee != one.id:
                whose.append(one.id)
    return [Link(caller, callee, "call") for whose in (found, among) for callee, by in whose.items() for caller in by]


def _ties(members: Iterable[Member], suspects: Mapping[int, Suspect]) -> list[Link]:
    """Handsets, cells and groups that members share, as chains."""
    ordered = [suspects[key] for key in sorted(one.id for one in members) if key in suspects]
    kinds: tuple[tuple[LinkKind, list[list[int]]], ...] = (
        ("handset", [one.handsets for one in ordered]),
        ("group", [one.groups for one in ordered]),
        ("cell", [one.cells for one in ordered]),
    )
    found: dict[Link, None] = {}
    for kind, things in kinds:
        latest: dict[int, int] = {}
        for one, mine in zip(ordered, things, strict=True):
            for thing in mine:
                if thing in latest:
                    found.setdefault(Link(latest[thing], one.id, kind))
                latest[thing] = one.id
    return list(found)
