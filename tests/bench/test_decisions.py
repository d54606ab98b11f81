"""The benchmark of decisions measures look-ups that find what they should; how fast they are, is not tested."""

from __future__ import annotations

import json

import pytest

from bench.decisions import deciding, look_ups, main


def test_half_of_the_numbers_asked_for_have_a_decision() -> None:
    blocked = look_ups(100, 2000, asked=400)()
    assert 120 < blocked < 280
    assert look_ups(100, 0, asked=400)() < 60


def test_a_micro_batch_of_known_fraudsters_is_decided_about_once() -> None:
    assert deciding()() == 0


def test_figures_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--entries", "10", "--standing", "100", "--rounds", "1"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["look_up_us"] > 0
    assert figures["deciding_us_per_dangerous_call"] > figures["deciding_us_per_call"] > 0
    assert figures["decided_anew"] == 0
