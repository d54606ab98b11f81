"""Runs a command that does not outlive the process that asked for it: `python tied.py PARENT COMMAND...`.

Linux only, elsewhere the command just runs. The kernel sends SIGKILL to the command when its parent is gone, even by
SIGKILL; the wish survives `exec`, so that no process stays in between. It goes by *thread*: start such a command
from a thread that lives as long as it should, such as the main thread.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>: the signal to get when the parent dies."""


def tied(command: list[str]) -> list[str]:
    """Return the command line that runs `command` tied to the present process."""
    # Isolated and by path: what lies in the current folder must not be imported in its place.
    return [sys.executable, "-I", str(Path(__file__).resolve()), str(os.getpid()), *command]


def main(arguments: list[str]) -> None:
    """Tie this process to its parent, then become the command."""
    parent, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):  # it died before the kernel knew
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
