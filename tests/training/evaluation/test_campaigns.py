"""Campaigns of an evaluation: minutes by the stream clock, and figures checked by hand."""

import numpy as np
import pytest

from models.campaign.book import MINUTE_MS
from models.campaign.campaign import Campaign, Member
from models.campaign.event import Event
from tests.models.campaign.gangs import BEGIN, alive, call, gang, play
from tests.training.evaluation.worlds import people_of, truth
from training.evaluation.campaigns import Watch, kept_identity, listed, quality, summary
from training.evaluation.people import People

FIRST = 882_130_005_00


def campaign(name: str, *numbers: int) -> Campaign:
    members = [Member(number, f"+{number}", "member", 1000, 5000, 90.0, 0) for number in numbers]
    return Campaign(name, f"the {name}", "Wangiri", "active", 90.0, 0, 5000, members, size=len(members))


def people(*rows: tuple[int, str, bool, str]) -> People:
    """All of them flagged."""
    return people_of([{"number": number, "flag_ms": 1} for number, *_ in rows], truth(*rows))


def watched(events: list[Event], size: int) -> Watch:
    """A watch to which calls came in parts of some size; the clock is told by these calls alone."""
    watch = Watch()
    for at in range(0, len(events), size):
        part = events[at : at + size]
        positions = np.array([event.position for event in part], np.uint64)
        watch.add(positions, np.array([event.end_ms for event in part], np.int64), part)
    return watch


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_watch_does_what_stepping_through_the_minutes_does(size: int) -> None:
    events = sorted(gang(FIRST, 5, range(1, 50, 3)), key=lambda event: event.position)
    watch = watched(events, size)
    watch.finish()
    found = watch.book
    minute = events[-1].end_ms // MINUTE_MS - BEGIN
    wanted = play(type(found)(), events, minute + 5 - minute % 5)
    assert (found.suspects, found.campaigns) == (wanted.suspects, wanted.campaigns)
    assert len(alive(found)) == 1


def test_a_late_call_counts_when_it_comes() -> None:
    watch = Watch()
    events = [call(FIRST, 30), call(FIRST + 1, 2)]
    watch.add(np.array([1, 2], np.uint64), np.array([one.end_ms for one in events], np.int64), [])
    late = [type(events[1])(**{**{f: getattr(events[1], f) for f in events[1].__struct_fields__}, "position": 3})]
    watch.add(np.array([3], np.uint64), np.array([late[0].end_ms], np.int64), late)
    watch.finish()
    assert list(watch.book.suspects) == [FIRST + 1]


def test_without_events_there_are_no_campaigns() -> None:
    watch = Watch()
    assert len(watch.finish()) == 0
    assert watch.book.campaigns == {}


def test_perfect_campaigns() -> None:
    found = quality(
        people((1, "irsf", True, "a"), (2, "irsf", True, "a"), (3, "wangiri", True, "b"), (4, "wangiri", True, "b")),
        [campaign("x", 1, 2), campaign("y", 3, 4)],
    )
    assert found["pairwise"]["f1"] == found["v_measure"] == found["per_true"] == found["placed"] == 1.0
    assert (found["honest_members"], found["honest_only"]) == (0, 0)


def test_pairs_that_are_wrong_or_missed_are_counted() -> None:
    found = quality(
        people(
            (1, "irsf", True, "a"), (2, "irsf", True, "a"), (3, "irsf", True, "a"), (4, "wangiri", True, "b"),
            (5, "normal", False, ""), (6, "normal", False, ""), (7, "spoofed_flood", True, "f"),
        ),
        [campaign("x", 1, 4, 5), campaign("y", 2), campaign("z", 6)],
    )  # fmt: skip
    # Right: none; wrong: 1-4; missed: 1-2, 1-3, 2-3. Number 3 is in no campaign.
    assert found["pairwise"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "wrong": 1, "missed": 3}
    assert (found["numbers"], found["true_campaigns"], found["placed"]) == (4, 2, 0.75)
    assert found["per_true"] == 1.5, "a is in x and y, b in x"
    assert (found["honest_members"], found["honest_only"], found["campaigns"]) == (2, 1, 3)


def test_numbers_in_no_campaign_are_not_taken_for_one() -> None:
    found = quality(people((1, "irsf", True, "a"), (2, "irsf", True, "b")), [])
    assert found["pairwise"]["wrong"] == 0
    assert found["pairwise"]["precision"] is None
    assert found["per_true"] is None


def test_a_campaign_that_goes_on_under_other_numbers_is_known_again_or_not() -> None:
    def member(number: int, first: int, last: int) -> Member:
        return Member(number, f"+{number}", "member", first, last, 90.0, first)

    one, other = campaign("x"), campaign("y")
    one.members = [member(1, 0, 10), member(2, 5, 30), member(3, 20, 40)]
    other.members = [member(4, 50, 60), member(5, 0, 1)]
    truth = [("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 5), ("a", 6)]
    # 3 follows 1, in the same; 4 follows 3, in another; 2 overlaps with 1; 6 is in none; 5 is another campaign's.
    assert kept_identity(truth, [one, other]) == {"cases": 2, "kept": 0.5}
    assert kept_identity([], [one]) == {"cases": 0, "kept": None}


def test_nobody_flagged_gives_no_figures() -> None:
    found = quality(people((1, "normal", False, "")), [])
    assert (found["numbers"], found["v_measure"], found["pairwise"]["f1"]) == (0, None, None)


def test_the_file_and_the_summary_tell_of_them() -> None:
    (row,) = listed([campaign("x", 1, 2), campaign("gone")])
    assert row["members"] == ["+1", "+2"]
    assert (row["first"], row["last"]) == ("1970-01-01T00:00:01.000Z", "1970-01-01T00:00:05.000Z")
    told = summary([campaign("x", 1, 2), campaign("y", 3)])
    assert (told["campaigns"], told["members"], told["by_type"]) == (2, 3, {"Wangiri": 2})
    assert [one["size"] for one in told["largest"]] == [2, 1]
