"""Which worlds teach, calibrate and measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.curriculum import TASKS, WORLDS, Curriculum

SMALL = Curriculum(teach=1, calibrate=1, measure=1, subscribers=500, hours=6.0)


def test_every_world_is_made_and_only_teachers_teach() -> None:
    told: list[int] = []
    some = replace(SMALL, teachers=WORLDS[2:])
    digests = {task: [lesson.digest for lesson in some.lessons(task, told.append)] for task in TASKS}
    assert {task: len(found) for task, found in digests.items()} == {
        "teach": len(WORLDS) - 2, "calibrate": len(WORLDS), "measure": len(WORLDS),
    }  # fmt: skip
    assert sum(told) == some.count == len({one for found in digests.values() for one in found})


def test_every_other_lesson_is_of_all_worlds() -> None:
    some = replace(SMALL, teach=2, worlds=("second", "fourth"), teachers=("second", "fourth"))
    lessons = [lesson.digest for lesson in some.lessons("teach")]
    alone = {
        world: [lesson.digest for lesson in replace(some, worlds=(world,)).lessons("teach")] for world in some.worlds
    }
    assert lessons == [alone["second"][0], alone["fourth"][0], alone["fourth"][1], alone["second"][1]]


def test_worlds_that_take_no_part_are_not_made() -> None:
    assert (
        Curriculum(teach=8, calibrate=3, measure=1, worlds=("first", "fourth"), teachers=("first",)).count
        == 8 + 3 * 2 + 2
    )


@pytest.mark.parametrize("world", WORLDS)
def test_nobody_is_shown_a_kind_that_is_left_out(world: str) -> None:
    hidden = ("wangiri", "irsf", "pbx_hacking", "sim_box", "robocall")
    rest = Curriculum(teach=1, subscribers=1000, hours=24.0, worlds=(world,), teachers=(world,))
    (lesson,) = rest.lessons("teach")
    assert set(hidden) & set(lesson.kind.tolist())
    (lesson,) = replace(rest, without=hidden).lessons("teach")
    assert not set(hidden) & set(lesson.kind.tolist())
    assert lesson.guilty.any()
