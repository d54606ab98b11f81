"""How each kind of fraud calls."""

from __future__ import annotations

from dataclasses import replace

from training.second_world.draws import Draws, Seconds
from training.second_world.lines import Harm, Manner

#: Kinds that call costly numbers instead of people.
TO_COSTLY = ("irsf", "pbx_hacking")
#: Kinds that do harm though hardly anybody talks to them.
_ANY_CALL = ("wangiri", "robocall")


def fraud_manner(draws: Draws, kind: str, campaign: str, complaints: float) -> Manner:
    """How one campaign's calls go.

    Args:
        draws: the generators to draw from.
        kind: its kind.
        campaign: its id.
        complaints: factor on how many victims complain.
    """
    if kind in TO_COSTLY:
        harm = Harm(
            kind, campaign, min(1, complaints * draws.log_between(0.005, 0.04)), draws.log_between(1e4, 6e4),
            at_caller=True,
        )  # fmt: skip
        return Manner(_seconds(draws, kind), redials=0.05, harm=harm)
    harm = Harm(
        kind, campaign, min(1, complaints * draws.log_between(0.012, 0.12)), draws.log_between(1800, 30000),
        any_call=kind in _ANY_CALL,
    )  # fmt: skip
    usual = Manner(
        _seconds(draws, kind),
        answered=draws.between(0.7, 1.2),
        redials=draws.between(0, 0.4),
        tries=draws.random.randint(1, 3),
        redial_wait=(60.0, draws.log_between(600, 15000)),
        returns_missed=draws.log_between(0.003, 0.07),
        returns_answered=draws.between(0, 0.02),
        harm=harm,
    )
    if kind == "wangiri":
        return replace(
            usual,
            answered=draws.between(0.01, 0.12),
            redials=draws.between(0, 0.25),
            returns_missed=draws.log_between(0.02, 0.13),
            rings_off=draws.between(0.75, 1) if draws.chance(0.7) else 0.3,
        )
    if kind == "robocall":
        return replace(
            usual,
            answered=draws.between(0.6, 1.1),
            redials=draws.between(0, 0.3),
            returns_missed=draws.log_between(0.004, 0.08),
        )
    if kind == "sim_box":
        return replace(
            usual,
            answered=draws.between(1.0, 1.5),
            redials=draws.between(0.05, 0.35),
            returns_missed=draws.log_between(0.01, 0.1),
        )
    if kind == "imitator":
        return replace(
            usual,
            returns_missed=draws.log_between(0.02, 0.25),
            returns_answered=draws.log_between(0.005, 0.1),
            follows_up=draws.between(0.05, 0.4),
        )
    return replace(usual, follows_up=draws.between(0, 0.3)) if kind.startswith("vishing") else usual


def _seconds(draws: Draws, kind: str) -> Seconds:
    if kind == "wangiri":
        return draws.log_normal(draws.log_between(1, 4), 0.5)
    if kind.startswith("vishing"):
        talk = draws.log_normal(draws.log_between(90, 520), draws.between(0.6, 1.1))
        return draws.mixed(draws.between(0.2, 0.65), draws.log_normal(draws.log_between(7, 24), 0.6), talk)
    if kind == "robocall":
        length = int(draws.log_between(12, 48))
        return draws.announcement(length, draws.between(0.1, 0.6), draws.between(0.25, 0.8) * length)
    if kind == "sim_box":
        return draws.log_normal(draws.log_between(60, 260), draws.between(0.8, 1.2))
    if kind in TO_COSTLY:
        talk = draws.log_normal(draws.log_between(180, 1600), draws.between(0.4, 0.9))
        return draws.mixed(draws.between(0.05, 0.3), draws.log_normal(7, 0.6), talk)
    talk = draws.log_normal(draws.log_between(45, 180), 1.0)
    return draws.mixed(draws.between(0.1, 0.45), draws.log_normal(10, 0.7), talk)


def fraud_curve(draws: Draws, kind: str) -> str:
    """The hours of one campaign."""
    return draws.one(
        {
            "wangiri": ("person", "flat", "evening", "night"),
            "sim_box": ("person", "evening", "flat", "night"),
            "pbx_hacking": ("deep_night", "night", "flat"),
            "irsf": ("night", "flat", "person"),
            "imitator": ("person",),
            "slow_ramp": ("person",),
        }.get(kind, ("seller", "seller", "person", "office", "evening"))
    )
