"""The benchmark measures what it says it measures; how fast anything is, is not tested."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest

from app.errors import UsageError
from bench.calls import distinct, messages, simulated
from bench.figures import NAMES, Figures, medians, ratios
from bench.pipeline import command
from tests.quick_model import quick_model
from training import model_file

ROOT = Path(__file__).parents[2]
LOGGED = [name for name in NAMES if name.endswith("_bytes_per_call")]
NOISE = ("idle_cpu_percent", "others_percent")


def _words(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trained model."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    model_file.save(quick_model(), path)
    return path


def bench(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "bench.pipeline", *arguments]
    return subprocess.run(
        words, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=240, check=False
    )


def report(*arguments: str, model: Path, scratch: Path) -> dict[str, Any]:
    """A tiny benchmark's report; `scratch` is its folder for temporary files."""
    tiny = ("--calls", "1500", "--numbers", "400", "--warm-up", "200", "--idle", "0.3", "--json")
    done = bench(*tiny, *arguments, RINGFENCE_MODEL=str(model), TMPDIR=str(scratch))
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_both_message_sizes_give_every_figure_and_leave_nothing_behind(model: Path, tmp_path: Path) -> None:
    found = report("--per-message", "200,1", model=model, scratch=tmp_path)
    assert [result["per_message"] for result in found["results"]] == [200, 1]
    assert {"cpu", "cores", "memory_gb", "python", "kafka"} <= found["machine"].keys()
    assert found["command"].startswith("python -m bench.pipeline --calls 1500")
    for result in found["results"]:
        (run,) = result["runs"]
        assert run.keys() == set(NAMES)
        assert [name for name in NAMES if name not in NOISE and not run[name] > 0] == []
        assert run["calls"] == 1500
        assert run["numbers"] <= 400 + 10  # the campaigns have some of their own
    assert list(tmp_path.iterdir()) == []
    assert [process.pid for process in psutil.process_iter() if str(tmp_path) in " ".join(_words(process))] == []


def test_settings_are_compared_on_a_broker_elsewhere(model: Path, broker: str, tmp_path: Path) -> None:
    options = ("--distinct", "--backlog", "--per-message", "50", "--compare", "RINGFENCE_BATCH_LEGS=100")
    found = report("--broker", broker, *options, model=model, scratch=tmp_path)
    one, other = found["results"]
    assert (one["variant"], other["variant"]) == ("A", "B")
    assert one["ratios"] is None
    assert found["variant_b"] == {"RINGFENCE_BATCH_LEGS": "100"}
    for result in (one, other):
        assert result["median"]["numbers"] == 400
        assert all(result["median"][name] is None for name in LOGGED)  # that broker's disk is not ours to look at
    assert other["ratios"]["calls_per_write"] < 1
    assert set(other["ratios"]) <= set(NAMES) - set(LOGGED)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"per_message": "0"}, "--per-message"),
        ({"per_message": "7,7"}, "--per-message"),
        ({"per_message": "many"}, "--per-message"),
        ({"compare": ["RINGFENCE_BATCH_LEGS"]}, "--compare"),
        ({"distinct": True, "numbers": 7}, "--numbers"),
    ],
)
def test_a_senseless_question_is_refused_in_one_sentence(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        command(**wrong)


def test_misuse_ends_with_status_2_and_no_traceback() -> None:
    done = bench("--per-message", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_random_numbers_are_all_met_once_before_any_is_met_again() -> None:
    calls = list(islice(distinct(1000, seed=3), 700))
    ends = [call[end] for call in calls for end in ("caller", "callee")]
    assert len(set(ends[:1000])) == 1000
    assert set(ends[1000:]) < set(ends[:1000])
    assert all(call["caller"] != call["callee"] for call in calls)
    assert calls == list(islice(distinct(1000, seed=3), 700))


@pytest.mark.parametrize("size", [1, 7, 200])
def test_messages_hold_all_records_and_a_caller_stays_in_one_partition_in_order(size: int) -> None:
    records = list(islice(simulated(300, seed=1), 2000))
    found = [(source, json.loads(value)) for source, value in messages(records, size, sources=4)]
    by_caller: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for source, value in found:
        for record in [value] if size == 1 else value:
            by_caller.setdefault(record["caller"], []).append((source, record))
    assert sum(map(len, by_caller.values())) == 2000
    assert sum(size == 1 or len(value) < size for _, value in found) <= (2000 if size == 1 else 4)
    for caller, sent in by_caller.items():
        assert len({source for source, _ in sent}) == 1
        assert [record for _, record in sent] == [record for record in records if record["caller"] == caller]


def test_medians_and_ratios_leave_out_what_is_not_known() -> None:
    known = Figures(**dict.fromkeys(NAMES, 4.0))
    unknown = msgspec.structs.replace(known, numbers=None, cpu_us_per_call=8.0)
    assert medians([known, unknown, unknown]).cpu_us_per_call == 8.0
    assert medians([known, unknown]).numbers == 4.0
    assert medians([unknown]).numbers is None
    compared = ratios(known, unknown)
    assert compared["cpu_us_per_call"] == 2.0
    assert "numbers" not in compared
