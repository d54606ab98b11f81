"""What a second world is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FLOOD: Final = "spoofed_flood"
#: Kinds whose campaigns have numbers of their own, or take over honest ones.
CAMPAIGN_KINDS: Final = (
    "wangiri",
    "irsf",
    "pbx_hacking",
    "vishing_kyc",
    "vishing_tax",
    "vishing_lottery",
    "robocall",
    "sim_box",
    "imitator",
    "slow_ramp",
)
FRAUD_KINDS: Final = (*CAMPAIGN_KINDS, FLOOD)
#: The numbers of callers that amounts are stated for.
FULL_SIZE: Final = 32_000

#: All is kept in memory until the last call has ended: some 300 bytes a call.
_MOST_CALLERS = 500_000
_MOST_CAMPAIGNS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondScenario:
    """A second world; equal scenarios give equal records.

    Attributes:
        callers: numbers that place calls, about; 500 to 500,000.
        hours: length in event time, 6 to 240; no call starts later. A campaign rarely works for more than a day.
        seed: everything random follows from it, the country and its people's habits included; not negative.
        campaigns: multiplies the number of fraud campaigns, 0 to 100; 1.0 is about 17 for each 32,000 callers.
        hard_negatives: multiplies the number of honest callers with unusual habits, 0 to 5.
        without: kinds of fraud that must not occur. Those that are left share the campaigns.
        tells_all: records tell everything they can; otherwise the seed may draw a network that tells no handsets,
            cells, regions, trunks or accounts.

    Raises:
        ValueError: when a value is out of range or a kind is unknown.

    >>> SecondScenario(callers=6000, campaigns=8.0).scale
    0.1875
    """

    callers: int = FULL_SIZE
    hours: float = 30.0
    seed: int = 1
    campaigns: float = 1.0
    hard_negatives: float = 1.0
    without: tuple[str, ...] = ()
    tells_all: bool = False

    def __post_init__(self) -> None:
        if not 500 <= self.callers <= _MOST_CALLERS:
            raise ValueError(f"callers must be 500 to {_MOST_CALLERS}, not {self.callers}")
        if not 6 <= self.hours <= 240:
            raise ValueError(f"hours must be 6 to 240, not {self.hours}")
        if self.seed < 0:
            raise ValueError(f"seed must not be negative, not {self.seed}")
        if not 0 <= self.campaigns <= _MOST_CAMPAIGNS:
            raise ValueError(f"campaigns must be 0 to {_MOST_CAMPAIGNS}, not {self.campaigns}")
        if not 0 <= self.hard_negatives <= 5:
            raise ValueError(f"hard_negatives must be 0 to 5, not {self.hard_negatives}")
        for kind in self.without:
            if kind not in FRAUD_KINDS:
                raise ValueError(f"without must name kinds of fraud, {', '.join(FRAUD_KINDS)}; not {kind!r}")

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.hours * 3600.0

    @property
    def scale(self) -> float:
        """Size against that for which amounts are stated."""
        return self.callers / FULL_SIZE
