"""The graph of a campaign: whom members called in common, what they share, and what was left out."""

from models.campaign.campaign import Campaign, Member
from models.campaign.graph import LINKS_PER_NODE, Graph, Link, graph_of
from models.campaign.suspect import Suspect

FIRST, PEOPLE = 882_130_005_00, 46_700_000_000


def campaign(count: int, victims: list[int], **more: object) -> Campaign:
    """So many members, the first with the highest risk."""
    members = [Member(FIRST + k, f"+{FIRST + k}", "member", 0, 9, 99.0 - k / 10, 0) for k in range(count)]
    known = {"members": members, "size": count, "victims": victims, "victims_reached": len(victims), **more}
    return Campaign("c", "", "Wangiri", "active", 99.0, 0, 9, **known)  # type: ignore[arg-type]


def suspects(callees: list[list[int]], **more: list[list[int]]) -> dict[int, Suspect]:
    """A suspect for each list of callees; `more` gives a list for each of them, too."""
    found = {}
    for k, mine in enumerate(callees):
        rest = {name: values[k] for name, values in more.items()}
        found[FIRST + k] = Suspect(FIRST + k, "", 0, 9, suspicious=7, callees=mine, **rest)  # type: ignore[arg-type]
    return found


def ids(graph: Graph, kind: str) -> list[int]:
    return [node.id for node in graph.nodes if node.kind == kind]


def test_members_and_whom_they_called_are_nodes_and_every_call_is_a_link() -> None:
    found = graph_of(campaign(2, [1, 2, 3]), suspects([[1, 2], [2, 3]]), 500)
    assert ids(found, "member") == [FIRST, FIRST + 1]
    assert set(found.links) == {
        Link(FIRST, 1, "call"), Link(FIRST, 2, "call"), Link(FIRST + 1, 2, "call"), Link(FIRST + 1, 3, "call"),
    }  # fmt: skip
    assert {node.id: node.links for node in found.nodes} == {FIRST: 2, FIRST + 1: 2, 1: 1, 2: 2, 3: 1}
    assert [(node.risk, node.calls) for node in found.nodes[:2]] == [(99.0, 7), (98.9, 7)]
    assert (found.members_unknown, found.cut) == (0, False)


def test_victims_whom_most_members_called_come_first() -> None:
    found = graph_of(campaign(3, [1, 2, 3]), suspects([[1, 2], [2, 3], [2, 3]]), 5)
    assert ids(found, "victim") == [2, 3]
    assert found.cut


def test_members_and_victims_share_the_room_and_the_gravest_members_stay() -> None:
    many = [PEOPLE + k for k in range(60)]
    rows = suspects([many[: k + 20] for k in range(40)])
    found = graph_of(campaign(40, many), rows, 20)
    assert (len(ids(found, "member")), len(ids(found, "victim"))) == (10, 10)
    assert ids(found, "member") == [FIRST + k for k in range(10)]
    few = graph_of(campaign(2, many), suspects([many, many]), 20)
    assert (len(ids(few, "member")), len(ids(few, "victim"))) == (2, 18)
    alone = graph_of(campaign(40, [1]), suspects([[1]] * 40), 20)
    assert (len(ids(alone, "member")), len(ids(alone, "victim")), alone.cut) == (19, 1, True)


def test_one_node_is_a_graph_too() -> None:
    found = graph_of(campaign(2, [1]), suspects([[1], [1]]), 1)
    assert (ids(found, "member"), ids(found, "victim"), found.links, found.cut) == ([FIRST], [], [], True)


def test_what_members_share_is_a_chain_and_each_kind_is_told_once() -> None:
    rows = suspects([[]] * 3, handsets=[[5, 6], [6, 5], [6]], cells=[[], [8], [8]], groups=[[9], [], [9]])
    found = graph_of(campaign(3, []), rows, 10)
    assert set(found.links) == {
        Link(FIRST, FIRST + 1, "handset"), Link(FIRST + 1, FIRST + 2, "handset"),
        Link(FIRST + 1, FIRST + 2, "cell"), Link(FIRST, FIRST + 2, "group"),
    }  # fmt: skip
    assert len(found.links) == 4


def test_a_call_between_members_is_a_link_and_no_second_node() -> None:
    found = graph_of(campaign(2, [FIRST + 1]), suspects([[FIRST + 1, FIRST], []]), 10)
    assert found.links == [Link(FIRST, FIRST + 1, "call")]
    assert (len(found.nodes), found.cut) == (2, False)


def test_a_member_whose_row_is_gone_is_shown_without_calls() -> None:
    found = graph_of(campaign(2, [1, 2]), suspects([[1]]), 10)
    assert found.members_unknown == 1
    assert [node.calls for node in found.nodes] == [7, None, None]
    assert found.cut, "whom it called is not shown"


def test_links_are_bounded_calls_first() -> None:
    cells = [list(range(k, k + 16)) for k in range(40)]
    handsets = [list(range(8))] * 40
    rows = suspects([[PEOPLE + j for j in range(64)]] * 40, cells=cells, handsets=handsets)
    found = graph_of(campaign(40, [PEOPLE + j for j in range(64)]), rows, 104)
    assert (len(found.nodes), len(found.links)) == (104, LINKS_PER_NODE * 104)
    assert {link.kind for link in found.links} == {"call"}
    assert found.cut
