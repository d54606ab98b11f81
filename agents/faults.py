"""Fault points: places between the numbered steps of the write paths at which a crash can be asked for.

`RINGFENCE_FAULT=campaign.4:3` ends the process with SIGKILL when the third micro-batch of agent `campaign` has done
step 4 and not yet begun step 5. Without the variable a point costs a comparison. The crash tests use it; nothing else
should.
"""

from __future__ import annotations

import os
import signal

_wanted, _, _times = os.environ.get("RINGFENCE_FAULT", "").partition(":")
_left = int(_times or 1)


def after(step: str) -> None:
    """Die here if it is asked for.

    Args:
        step: agent and number of the step that is done, as in "profile.4".
    """
    global _left
    if step != _wanted:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
