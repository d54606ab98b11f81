"""Which worlds teach, calibrate and measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.curriculum import TASKS, WORLDS, Curriculum

SMALL = Curriculum(teach=1, calibrate=1, measure=1, subscribers=500, hours=6.0)


def test_every_world_is_made_and_only_teachers_teach() -> None:
    some = replace(SMALL, teachers=WORLDS[2:])
    digests = {task: [some.lesson(planned).digest for planned in some.plan(task)] for task in TASKS}
    assert {task: len(found) for task, found in digests.items()} == {
        "teach": len(WORLDS) - 2, "calibrate": len(WORLDS), "measure": len(WORLDS),
    }  # fmt: skip
    assert some.count == len({one for found in digests.values() for one in found})


def test_every_other_lesson_is_of_all_worlds() -> None:
    some = replace(SMALL, teach=2, worlds=("second", "fourth"), teachers=("second", "fourth"))
    assert [(planned.world, planned.seed - some.seed) for planned in some.plan("teach")] == [
        ("second", 0), ("fourth", 0), ("fourth", 1), ("second", 1),
    ]  # fmt: skip


def test_worlds_that_take_no_part_are_not_made() -> None:
    assert (
        Curriculum(teach=8, calibrate=3, measure=1, worlds=("first", "fourth"), teachers=("first",)).count
        == 8 + 3 * 2 + 2
    )


@pytest.mark.parametrize("world", WORLDS)
def test_nobody_is_shown_a_kind_that_is_left_out(world: str) -> None:
    hidden = ("wangiri", "irsf", "pbx_hacking", "sim_box", "robocall")
    rest = Curriculum(teach=1, subscribers=1000, hours=24.0, worlds=(world,), teachers=(world,))
    (planned,) = rest.plan("teach")
    lesson = rest.lesson(planned)
    assert set(hidden) & set(lesson.kind.tolist())
    lesson = replace(rest, without=hidden).lesson(planned)
    assert not set(hidden) & set(lesson.kind.tolist())
    assert lesson.guilty.any()
