"""The demo as a process: it finds the fraud, stops in time, goes on from where it was, and leaves nothing behind."""

import re
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.commands import CommandLine
from tests.quick_model import quick_model
from training import model_file

CALLS = re.compile(r"^([\d,]+) calls scored in .*; (\d+) of \d+ fraudulent numbers flagged", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a model that was quickly trained; the runs of this module follow each other in it."""
    folder = tmp_path_factory.mktemp("demo")
    model_file.save(quick_model(), folder / "data" / "model" / "model.joblib")
    return folder


@pytest.fixture
def ringfence(folder: Path) -> CommandLine:
    """The command line without settings; the demo finds ports that are free."""
    return CommandLine(folder, {"data_dir": "data"})


def left_behind(ringfence: CommandLine) -> list[str]:
    """Command lines of processes that work in the folder, once the killed ones have had a moment to go."""
    until = time.monotonic() + 3
    while True:
        found = []
        for process in psutil.process_iter():
            try:
                if str(ringfence.folder) in process.environ().get("RINGFENCE_DATA_DIR", "") or str(
                    ringfence.folder
                ) in " ".join(process.cmdline()):
                    found.append(" ".join(process.cmdline()))
            except psutil.Error:
                continue
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.1)


def wait_for_line(process: subprocess.Popen[str], start: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(start):
            return
    raise AssertionError(f"it ended before it said {start!r}: {process.stderr and process.stderr.read()}")


def test_the_demo_flags_fraudsters_and_stops_by_itself(ringfence: CommandLine) -> None:
    outcome = ringfence("demo", "--seconds", 40, timeout=180)  # how soon fraud begins depends on the time of day
    assert outcome.code == 0, outcome
    calls, flagged = CALLS.findall(outcome.out)[0]
    assert int(calls.replace(",", "")) > 500
    assert int(flagged) > 0
    assert re.search(r"^flagged \+\d+ as .*; in truth: (?!normal|not simulated)\w+$", outcome.out, re.MULTILINE)
    assert left_behind(ringfence) == []


def test_a_second_run_goes_on_and_ctrl_c_stops_everything(ringfence: CommandLine) -> None:
    process = ringfence.start("demo")
    try:
        wait_for_line(process, "flagged ")
        assert process.stdout is not None
        again = ringfence("demo")
        assert (again.code, "Another demo runs in" in again.err) == (1, True)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, err = process.communicate(timeout=15)
    finally:
        process.kill()
    assert time.monotonic() - began < 10
    assert process.returncode == 0, err
    assert int(CALLS.findall(out)[0][0].replace(",", "")) > 0
    assert left_behind(ringfence) == []


def test_a_killed_demo_leaves_nothing_behind(ringfence: CommandLine) -> None:
    process = ringfence.start("demo")
    wait_for_line(process, "Ringfence at ")
    process.kill()
    process.communicate(timeout=10)
    assert left_behind(ringfence) == []
