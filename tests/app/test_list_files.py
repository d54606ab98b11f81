"""List files on disk: reading, refusing, reloading without a restart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.errors import ListFileError
from app.list_files import ListWatcher, load_entries, load_lists
from models.listing import Listing
from models.lists import ALLOWED, BLOCKED, NOT_LISTED, PROTECTED, Lists
from models.number import KIND_OPAQUE, tagged

PSEUDONYM = tagged(KIND_OPAQUE, "ab12cd")


def codes(lists: Lists, *ids: int, protected: tuple[int, ...] = ()) -> list[int]:
    return [int(code) for code in lists.codes(np.array(ids, np.uint64), np.zeros(len(ids), np.int64), protected)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_numbers_blocks_and_comments_are_read(tmp_path: Path) -> None:
    allow = write(
        tmp_path / "allow", "# ours\n\n+46 70-123 45 67  # the switchboard\n(202) 555-0143\n+467012399xx\nab12cd\n"
    )
    block = write(tmp_path / "block", "\ufeff+46701234568\r\n+46701239901\r\n112\r\n")
    lists = load_lists(allow, block, "US")
    emergency = tagged(KIND_OPAQUE, "112")
    assert codes(lists, 46701234567, 12025550143, 46701239900, 46701239999, PSEUDONYM) == [ALLOWED] * 5
    assert codes(lists, 46701234568, 46701234569, 46701240000) == [BLOCKED, NOT_LISTED, NOT_LISTED]
    assert codes(lists, 46701239901) == [ALLOWED], "the allow list beats the block list"
    assert codes(lists, emergency, protected=(emergency,)) == [PROTECTED], "nothing blocks an emergency number"
    assert codes(load_lists(None, None, "US"), 46701234567) == [NOT_LISTED]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("+4670123456", None),
        ("+46701234567 mother", "+46701234567 mother is no number"),
        ("+12", "+12 is no number"),
        ("anonymous", "anonymous is nobody in particular"),
        ("+4670123456x", "+4670123456x is no block of 100 numbers such as +467012345xx"),
        ("467012345xx", "467012345xx is no block of 100 numbers such as +467012345xx"),
        ("1" * 200, "the number is longer than 128 characters"),
    ],
)
def test_a_line_that_is_no_number_is_refused_by_file_and_line(tmp_path: Path, line: str, reason: str | None) -> None:
    path = write(tmp_path / "list.txt", f"# first\n+46701234567\n{line}\n")
    if reason is None:
        load_lists(path, None, "US")
        return
    with pytest.raises(ListFileError) as error:
        load_lists(path, None, "US")
    assert str(error.value) == f"{path}:3: {reason}."


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListFileError, match=r"^The list .*none cannot be read: No such file or directory\.$"):
        load_lists(tmp_path / "none", None, "US")
    (tmp_path / "latin").write_bytes(b"+46701234567\n# \xe5\n")
    with pytest.raises(ListFileError, match=r"latin:2: this is no UTF-8\.$"):
        load_lists(None, tmp_path / "latin", "US")


def test_a_change_is_seen_and_a_broken_file_keeps_the_old_list(tmp_path: Path) -> None:
    block = write(tmp_path / "block", "+46701234567\n")
    watcher = ListWatcher(None, block, "US")
    assert not watcher.poll()
    write(block, "+46701234567\n+46701234568\n")
    assert watcher.poll()
    assert codes(Listing(watcher.entries).lists, 46701234568) == [BLOCKED]
    write(block, "+46701234567\nmy mother\n")
    assert not watcher.poll()
    assert watcher.error == f"{block}:2: my mother is no number."
    assert codes(Listing(watcher.entries).lists, 46701234568) == [BLOCKED]
    block.unlink()
    assert not watcher.poll()
    assert watcher.error is not None
    assert "cannot be read" in watcher.error
    write(block, "# nobody\n")
    assert watcher.poll()
    assert codes(Listing(watcher.entries).lists, 46701234568) == [NOT_LISTED]
    assert [watcher.error] == [None]


def test_the_same_numbers_in_another_order_are_no_change(tmp_path: Path) -> None:
    block = write(tmp_path / "block", "+46701234567\n+46701234568\n")
    watcher = ListWatcher(None, block, "US")
    write(block, "# turned round\n+46701234568\n+46701234567\n")
    assert not watcher.poll()


def test_what_is_written_behind_a_number_is_its_reason(tmp_path: Path) -> None:
    block = write(tmp_path / "block", "(202) 555-0143  # called  my mother\n+467012345xx#no\n")
    with pytest.raises(ListFileError, match="no number"):
        load_entries(None, block, "US")
    write(block, "(202) 555-0143  # called  my mother\n+467012345xx #\n(202) 555-0143 # again\n")
    first, second = load_entries(None, block, "US")
    assert (first.on, first.entry, first.reason) == ("block", "+12025550143", "called  my mother")
    assert (second.entry, second.reason) == ("+467012345xx", None)
    assert (first.source, first.by, first.added_ms, first.expires_ms) == ("file", None, None, None)
