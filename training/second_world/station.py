"""What a line of a world is to those who write of it: its number, how it reaches the network, whether it is fraud."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from training.simulator import NORMAL, Known

NEVER: Final = math.inf
#: Kinds of lines that are only called.
UNASSIGNED, DESTINATION, EMERGENCY = "unassigned", "destination", "emergency"


@dataclass(slots=True, eq=False)
class Station:
    """A number and what stands behind it, as the second and the third world have it; times in seconds of the world.

    Attributes:
        number: E.164 with a plus, or a short code.
        kind: what it is; a kind of fraud once a campaign has it.
        region: as records name it.
        cells: where its handset is, at night and by day first; () = records cannot tell.
        imei, account, trunk: how it reaches the network; None = records cannot tell.
        answers: chance to answer a call, of an acquaintance where worlds make a difference.
        since: the number is not in use before; `NEVER` = nobody has it.
        returns: whether somebody is there to call back.
        campaign: its fraud campaign, "" without.
        was: the kind of a line that a campaign took over.
        abused_from: start of its first fraudulent call so far.
        busy_until: end of its last conversation so far.
    """

    number: str
    kind: str
    region: str
    cells: tuple[str, ...] = ()
    imei: str | None = None
    account: str | None = None
    trunk: str | None = None
    answers: float = 0.75
    since: float = 0.0
    returns: bool = True
    campaign: str = ""
    was: str = ""
    abused_from: float = NEVER
    busy_until: float = 0.0

    @property
    def known(self) -> Known:
        """What is true of it; a line that was to be taken over, but of which no abuse came, is what it was."""
        if self.was and self.abused_from == NEVER:
            return Known(self.number, self.was, fraud=False, campaign="")
        return Known(self.number, self.kind, bool(self.campaign), self.campaign)

    def label(self, at: float) -> str:
        """Label of its calls that start at a time: its kind of fraud from its first fraudulent call on."""
        return self.kind if self.campaign and at >= self.abused_from else NORMAL
