"""Figures by country: what is active is counted once, wherever it is seen."""

from __future__ import annotations

import numpy as np

from models.campaign.campaign import Campaign, Member
from models.campaign.regions import Reach, Region, by_region, regions_of_ids
from models.number_info import region_of

INDIA, SWEDEN, CANADA = 919_876_500_010, 46_701_230_000, 14_165_550_143
OPAQUE = 1 << 61 | 7


def campaign(members: list[int], victims: list[int]) -> Campaign:
    rows = [Member(one, f"+{one}", "member", 0, 9, 99.0, 0) for one in members]
    return Campaign("c", "", "Wangiri", "active", 99.0, 0, 9, members=rows, victims=victims)


def test_suspects_campaigns_and_victims_are_counted_by_country() -> None:
    suspects = [Reach(100, "IN", [SWEDEN, SWEDEN + 1]), Reach(100, "IN", [SWEDEN]), Reach(100, "SE", [CANADA])]
    campaigns = [campaign([INDIA, INDIA + 1, SWEDEN + 9], [SWEDEN + 1, SWEDEN + 2]), campaign([INDIA + 5], [CANADA])]
    assert by_region(suspects, campaigns, 50) == [
        Region("IN", 2, 2, 0, 0), Region("SE", 1, 1, 1, 3), Region("CA", 0, 0, 1, 1),
    ]  # fmt: skip


def test_who_has_been_silent_does_not_count() -> None:
    assert by_region([Reach(49, "IN", [SWEDEN])], [], 50) == []
    assert by_region([Reach(50, "IN", [SWEDEN])], [], 50) == [Region("IN", 1, 0, 0, 0), Region("SE", 0, 0, 0, 1)]


def test_numbers_without_a_country_are_one_row() -> None:
    assert by_region([Reach(99, "", [OPAQUE])], [], 50) == [Region("", 1, 0, 0, 1)]


def test_every_id_gets_the_country_of_its_number() -> None:
    ids = [SWEDEN + k for k in range(200)] + [INDIA, CANADA, 12_025_550_143, 77_271_234_567, 79_161_234_567, OPAQUE]
    shuffled = np.random.default_rng(1).permutation(np.array(ids, np.uint64))
    assert regions_of_ids(shuffled) == [region_of(one) for one in shuffled.tolist()]
    assert regions_of_ids(np.zeros(0, np.uint64)) == []
