"""What becomes of campaigns: they are found, grow, merge, split, change numbers, sleep, wake, and end."""

import msgspec

from models.campaign.book import ACTIVE_MS, CLOSE_MS, DROP_MS, FORGET_MS, MINUTE_MS, Book
from models.campaign.campaign import HISTORY, MEMBERS, VICTIMS
from tests.models.campaign.gangs import BEGIN, CALM, IRSF, WANGIRI, alive, call, gang, kinds, play, raised

FIRST, SECOND, THIRD = 882_130_005_00, 252_617_195_00, 371_606_612_00
OTHERWISE = tuple(3.0 for _ in CALM)


def test_neighbours_who_act_alike_are_a_campaign() -> None:
    book = play(Book(), gang(FIRST, 6, range(1, 20)), 20)
    (found,) = alive(book)
    assert [member.id for member in found.members] == [FIRST + k for k in range(6)]
    assert found.name == "Wangiri from +8821300050, 6 numbers"
    assert (found.fraud_type, found.status, found.size, found.calls) == ("Wangiri", "emerging", 6, 6 * 19)
    assert found.ranges == ["+882130005xx"]
    assert found.density == 1.0
    assert found.growth == 6
    assert {book.suspects[FIRST + k].campaign for k in range(6)} == {found.id}


def test_it_is_active_after_half_an_hour() -> None:
    (found,) = alive(play(Book(), gang(FIRST, 4, range(1, 60, 2)), 60))
    assert found.status == "active"


def test_strangers_who_only_act_alike_are_none() -> None:
    loners = [event for k in range(12) for event in gang(100_000_000_00 + k * 7_654_321, 1, range(1, 20))]
    # Each calls people of its own.
    loners = [msgspec.structs.replace(event, callee=event.id + place) for place, event in enumerate(loners)]
    assert alive(play(Book(), loners, 30)) == []


def test_two_on_the_watch_list_are_no_campaign_yet_but_two_flagged_ones_are() -> None:
    assert alive(play(Book(), gang(FIRST, 2, range(1, 9), risk=60.0), 10)) == []
    assert len(alive(play(Book(), gang(FIRST, 2, range(1, 9), risk=90.0), 10))) == 1


def test_numbers_that_were_only_raised_are_no_campaign_by_themselves() -> None:
    shared = 3 << 61 | 77
    assert alive(play(Book(), [raised(FIRST + k, k, shared) for k in range(20)], 25)) == []


def test_a_newcomer_joins_at_once() -> None:
    events = [*gang(FIRST, 5, range(1, 7)), call(FIRST + 9, 7)]
    book = play(Book(), events, 7)
    (found,) = alive(book)
    assert book.suspects[FIRST + 9].campaign == found.id
    assert (found.size, found.history[-1].kind, found.history[-1].ids) == (6, "grew", [FIRST + 9])


def test_a_stranger_waits() -> None:
    book = play(Book(), [*gang(FIRST, 5, range(1, 7)), call(SECOND, 7, fraud_type=IRSF, behaviour=OTHERWISE)], 7)
    assert book.suspects[SECOND].campaign == ""


def test_two_gangs_are_two_campaigns_and_stay_so() -> None:
    events = [*gang(FIRST, 5, range(1, 40)), *gang(SECOND, 5, range(1, 40), fraud_type=IRSF, behaviour=OTHERWISE)]
    assert [sorted(m.id for m in one.members)[0] for one in alive(play(Book(), events, 40))] in (
        [FIRST, SECOND], [SECOND, FIRST],
    )  # fmt: skip


def test_two_that_turn_out_to_share_everything_are_merged_into_the_heavier() -> None:
    apart = [*gang(FIRST, 6, range(1, 12), handset=5), *gang(SECOND, 3, range(1, 12), behaviour=OTHERWISE)]
    together = gang(SECOND, 3, range(12, 120), handset=5, cell=6, callee=99)
    events = [*apart, *gang(FIRST, 6, range(12, 120), handset=5, cell=6, callee=99), *together]
    book = play(Book(), events, 120)
    (found,) = alive(book)
    (gone,) = (one for one in book.campaigns.values() if one.merged_into)
    assert (gone.status, gone.merged_into) == ("closed", found.id)
    assert found.size == 9
    assert "merged" in kinds(found)
    assert kinds(gone)[-1] == "merged"
    assert all(book.suspects[SECOND + k].campaign == found.id for k in range(3))


def test_one_that_falls_apart_is_split() -> None:
    linked = {"handset": 5, "cell": 6, "callee": 99}
    events = [*gang(FIRST, 6, range(1, 8), **linked), *gang(SECOND, 4, range(1, 8), **linked)]
    later = [
        *gang(FIRST, 6, range(900, 1000), cell=7),
        *gang(SECOND, 4, range(900, 1000), fraud_type=IRSF, behaviour=OTHERWISE),
    ]
    # What they remember of each other goes with time: more handsets, cells and callees than are kept.
    busy = [
        call(number + k, 20 + n * 8, handset=1000 + n + number % 97, cell=2000 + n + number % 89, callee=number + n + 9)
        for number, many in ((FIRST, 6), (SECOND, 4))
        for k in range(many)
        for n in range(100)
    ]
    book = play(Book(), [*events, *busy, *later], 1000)
    assert len(alive(book)) == 2
    child = next(one for one in alive(book) if {member.id for member in one.members} == {SECOND + k for k in range(4)})
    parent = next(one for one in alive(book) if one.id != child.id)
    assert "split" in kinds(child)
    assert "split" in kinds(parent)
    assert parent.size == 6


def test_it_sleeps_wakes_and_ends() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 200)
    (found,) = alive(book)
    assert (found.status, kinds(found)) == ("dormant", ["created", "dormant"])
    play(book, gang(FIRST, 5, range(201, 203)), 210, since=201)
    assert (found.status, kinds(found)) == ("active", ["created", "dormant", "revived"])
    name, last = found.id, 210 + CLOSE_MS // MINUTE_MS + 10
    book.step(BEGIN + last - last % 5, [])
    assert (found.status, kinds(found)[-1]) == ("closed", "closed")
    last = 210 + DROP_MS // MINUTE_MS + 10
    book.changes()
    book.step(BEGIN + last - last % 5, [])
    assert name not in book.campaigns
    assert book.changes().campaigns == {name: None}


def test_new_numbers_with_the_old_habits_take_over_the_identity() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 10)
    (found,) = alive(book)
    late = 13 * 60
    play(book, gang(FIRST + 350, 5, range(late, late + 20)), late + 20, since=11)
    assert [one.id for one in alive(book)] == [found.id]
    assert {member.role for member in found.members} == {"founder", "rotated"}
    assert "rotated" in kinds(found)
    assert found.size == 10


def test_another_gang_later_is_another_campaign() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 10)
    late = 13 * 60
    play(book, gang(THIRD, 5, range(late, late + 20), callee=77), late + 20, since=11)
    assert len(alive(book)) == 2


def test_a_forgotten_suspect_that_comes_back_is_known_as_a_member() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 10)
    (found,) = alive(book)
    later = FORGET_MS // MINUTE_MS + 100
    book.step(BEGIN + later - later % 5, [])
    assert book.suspects == {}
    book.step(BEGIN + later + 1, [call(FIRST + 2, later + 1)])
    assert book.suspects[FIRST + 2].campaign == found.id
    assert found.size == 5


def test_victims_are_counted_once_and_honestly_beyond_the_bound() -> None:
    book = play(Book(), gang(FIRST, 4, range(1, 10), callee=7), 10)
    (found,) = alive(book)
    assert (found.victims_reached, found.victims_at_least) == (1, False)
    more = [call(FIRST, 11 + n / 5000, callee=1000 + n) for n in range(VICTIMS + 10)]
    play(book, more, 15, since=11)
    assert (found.victims_reached, found.victims_at_least) == (VICTIMS, True)


def test_a_row_stays_small_whatever_happens() -> None:
    crowd = [call(FIRST // 10_000 * 10_000 + k, 1 + k / 100, handset=5, callee=k + 1) for k in range(900)]
    book = play(Book(), crowd, 30)
    for day in range(30):
        at = 40 + day * 200
        play(book, [call(FIRST, at, callee=day * 9000 + k) for k in range(1, 3)], at + 190, since=at)
    largest = max(alive(book), key=lambda one: one.size)
    assert largest.size > MEMBERS
    assert (len(largest.members), largest.members_cut) == (MEMBERS, True)
    assert len(largest.history) <= HISTORY
    assert all(len(msgspec.json.encode(one)) < 200_000 for one in book.campaigns.values())


def test_inactive_suspects_take_no_part() -> None:
    book = play(Book(), gang(FIRST, 1, [1]), 5)
    late = ACTIVE_MS // MINUTE_MS + 60
    play(book, gang(FIRST + 1, 1, [late]), late + 10, since=6)
    assert alive(book) == []


def test_nothing_is_due_between_ticks_or_in_an_empty_book() -> None:
    assert not Book().due(BEGIN)
    book = Book()
    book.step(BEGIN + 1, [call(FIRST, 1, fraud_type=WANGIRI)])
    assert [book.due(BEGIN + minute) for minute in (2, 5, 7, 10)] == [False, True, False, True]


def test_changes_are_told_once() -> None:
    book = play(Book(), gang(FIRST, 3, range(1, 6)), 5)
    suspects, _, campaigns = book.changes()
    assert set(suspects) == {FIRST, FIRST + 1, FIRST + 2}
    assert list(campaigns.values()) == alive(book)
    assert book.changes() == ({}, {}, {})
