"""Lines that work alike: a firm, a service or a campaign."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from training.fourth_world.clock import Shift
from training.fourth_world.manners import Manner

if TYPE_CHECKING:
    from training.fourth_world.lines import Line

#: How the next callee is found: down a list, some of it far more often, number after number, anybody.
Pick = Literal["list", "zipf", "sequential", "random"]


@dataclass(slots=True, eq=False, kw_only=True)
class Outfit:
    """What its lines have in common.

    Attributes:
        fraud: whether what its lines do at work is fraud.
        per_hour: calls of a burst.
        evenness: of the gaps between calls, shape of a gamma distribution; 1 is a Poisson process, more is steadier.
        pick, targets: how callees are found, and among whom; targets may be empty when anybody is called.
        repeat: share of calls to someone called before; with `zipf` the exponent, 1 for none preferred.
        position: how far down the list it is.
        dialled: the last national number of a sequence.
        complains: share of victims who complain.
        ramp: logarithm of the growth of the rate from a line's first call to its last.
        pause: share of calls that a longer pause follows.
        returning: how victims who call back are dealt with; None as any caller.
        siblings: share of second calls that come from another of the lines.
        budget: calls that are left.
        returns: whether it rings back whom it missed.
    """

    kind: str
    lines: list[Line]
    manner: Manner
    shift: Shift
    campaign: str = ""
    fraud: bool = False
    per_hour: float = 10.0
    evenness: float = 1.5
    pick: Pick = "list"
    targets: list[Line] = field(default_factory=list)
    repeat: float = 0.1
    position: int = 0
    dialled: int = 0
    complains: float = 0.0
    ramp: float = 0.0
    pause: float = 0.03
    returning: Manner | None = None
    siblings: float = 0.0
    budget: float = 1e9
    returns: bool = False
