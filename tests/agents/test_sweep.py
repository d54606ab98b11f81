"""Profiles untouched for the retention time leave a real store, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from agents.sweep import LEAST, MARGIN, Sweeper
from models import profile_codec
from models.number import key_of
from models.profile import new_profiles
from tables.profiles import STATE_KEY
from tables.store import Store
from tables.traffic import TOTAL_KEY, Traffic, encode, minute_key
from tests.tables.stores import open_store

DAY = 86_400
RETENTION = 35 * DAY
NOW = 1_800_000_000
OLD, YOUNG = NOW - RETENTION - MARGIN - 1, NOW - RETENTION - MARGIN + 1


def _stores(folder: Path, numbers: int) -> tuple[Store, Store]:
    """Stores with numbers, every third of which is too old, and every ninth of which was a suspect."""
    profiles, traffic = open_store(folder / "p", "profiles"), open_store(folder / "t", "traffic")
    known = new_profiles(numbers)
    known["in_last"] = np.where(np.arange(numbers) % 3 == 0, OLD, YOUNG)
    known["flagged_at"] = np.where(np.arange(numbers) % 9 == 0, OLD, 0)
    keys = [key_of(46_700_000_000 + n) for n in range(numbers)]
    profiles.apply(0, [*zip(keys, profile_codec.encode(known), strict=True), (STATE_KEY, b"state")], 1)
    minutes = [minute_key(OLD // 60 - 1), minute_key(NOW // 60), TOTAL_KEY]
    traffic.apply(0, [(key, encode(Traffic(calls=1))) for key in minutes], 1)
    return profiles, traffic


def test_a_whole_round_finds_every_old_profile_once_and_touches_no_other(tmp_path: Path) -> None:
    numbers = LEAST * 10
    profiles, traffic = _stores(tmp_path, numbers)
    sweeper = Sweeper(RETENTION)
    swept = [sweeper.sweep(0, profiles, traffic, NOW * 1000, 0, ()) for _ in range(12)]
    found = [key for part in swept[:11] for key in part.profiles]
    assert found == [key_of(46_700_000_000 + n) for n in range(0, numbers, 3)]
    assert {key for part in swept for key in part.suspects} == {
        key_of(46_700_000_000 + n) for n in range(0, numbers, 9)
    }
    assert swept[0].traffic == [minute_key(OLD // 60 - 1)]
    assert swept[11].profiles, "a new round begins where the table begins"


def test_a_number_that_just_called_is_alive_whatever_is_stored(tmp_path: Path) -> None:
    profiles, traffic = _stores(tmp_path, 3)
    busy = {key_of(46_700_000_000)}
    assert Sweeper(RETENTION).sweep(0, profiles, traffic, NOW * 1000, 0, busy).profiles == []


def test_nothing_is_swept_before_the_stream_has_a_clock(tmp_path: Path) -> None:
    profiles, traffic = _stores(tmp_path, 3)
    swept = Sweeper(RETENTION).sweep(0, profiles, traffic, 0, 0, ())
    assert (swept.profiles, swept.suspects, swept.traffic) == ([], [], [])
