"""Fraud: recipes. Where each comes from is said in docs/world.md."""

from __future__ import annotations

from typing import Final

from training.simulator.recipe import Recipe

_SCATTERED = {"mobile": 0.4, "neighbours": 0.3, "blocks": 0.3}
_ANY = {"mobile": 0.25, "neighbours": 0.25, "blocks": 0.2, "ddi": 0.2, "foreign": 0.1}
_LISTS = {"strangers": 0.35, "region": 0.25, "block": 0.15, "list": 0.25}


def _vishing(kind: str, answered: tuple[float, float], long_share: tuple[float, float]) -> Recipe:
    """People who talk other people out of their money: few calls, a long tail of those who believe it."""
    return Recipe(
        kind=kind, fraud=True, weight=0.8, layout=_ANY, members=(1, 40), rate=(3, 15), opens=(8, 17), length=(2, 30),
        answered=answered, median=(8, 60), spread=(0.7, 1.2), long_share=long_share, long_median=(240, 1200),
        targets=_LISTS, listed=(100, 3000), familiar=(0.0, 0.08), company=(0.0, 0.05), redial=(0.0, 0.3),
        call_back=(0.5, 3.0), rotate=0.5, pool=0.2, shared_handset=0.35, shared_cell=0.6, shared_trunk=0.35,
        hook=(0.2, 0.8), hook_seconds=(150, 500), complain=(0.1, 0.6), complain_wait=(0.2, 30),
    )  # fmt: skip


FRAUD: Final[tuple[Recipe, ...]] = (
    # Rings once, from abroad, and lets people pay for calling back.
    Recipe(
        kind="wangiri", fraud=True, weight=1.0, layout={"costly": 0.8, "foreign": 0.2}, members=(1, 60),
        rate=(8, 300), opens=(0, 24), length=(0.3, 10), even=0.3, answered=(0.02, 0.25), median=(1, 2.5),
        spread=(0.2, 0.5), longest=4, targets=_LISTS, redial=(0.0, 0.25), rotate=0.4, pool=0.5, own_handset=False,
        shared_trunk=0.5, lines=True, hook=(1.0, 1.0), complain=(0.02, 0.25), complain_wait=(0.5, 72),
        victim="caller", tape=(0.01, 0.1),
    ),
    # Hijacked or stolen SIMs, calling costly ranges in parallel for a share of the price.
    Recipe(
        kind="irsf", fraud=True, weight=1.0, layout={**_SCATTERED, "people": 0.3}, members=(1, 12), rate=(3, 40),
        opens=(0, 24), length=(0.5, 12), answered=(0.7, 0.98), median=(120, 900), spread=(0.3, 0.9),
        targets={"costly": 1.0}, listed=(2, 60), redial=(0.2, 0.7), shared_handset=0.3, shared_cell=0.6, lines=True,
        hook=(0.05, 0.3), hook_seconds=(60, 200), complain=(0.3, 0.9), complain_wait=(2, 72), victim="owner",
    ),
    # A company's exchange, broken into: at night or at the weekend it calls costly ranges, by day its people work on.
    Recipe(
        kind="pbx_hacking", fraud=True, weight=1.0, layout={"lines": 1.0}, members=(1, 15), rate=(4, 80),
        opens=(19, 29), length=(0.5, 8), even=0.3, answered=(0.6, 0.98), median=(100, 900), spread=(0.3, 0.9),
        targets={"costly": 1.0}, listed=(2, 60), redial=(0.2, 0.6), lines=True, shared_trunk=1.0, own_handset=False,
        hook=(0.05, 0.3), hook_seconds=(60, 200), complain=(0.3, 0.9), complain_wait=(2, 72), victim="owner",
    ),
    _vishing("vishing_kyc", (0.25, 0.6), (0.06, 0.3)),
    _vishing("vishing_tax", (0.2, 0.55), (0.04, 0.2)),
    _vishing("vishing_lottery", (0.25, 0.65), (0.03, 0.25)),
    # Plays a message to whoever answers.
    Recipe(
        kind="robocall", fraud=True, weight=1.0, layout=_ANY, members=(1, 60), rate=(4, 300), opens=(7, 19),
        length=(0.5, 16), even=0.5, answered=(0.15, 0.55), median=(4, 20), spread=(0.5, 1.0), longest=240,
        long_share=(0.0, 0.05), long_median=(60, 200), targets=_LISTS, redial=(0.0, 0.4), call_back=(0.2, 3.0),
        rotate=0.4, pool=0.5, shared_trunk=0.6, shared_handset=0.1, own_handset=False, lines=True, hook=(0.02, 0.1),
        hook_seconds=(10, 40), complain=(0.02, 0.2), complain_wait=(0.1, 24),
    ),
    # Brings calls from abroad into the network as local ones: other people's conversations, on many SIMs of one box.
    Recipe(
        kind="sim_box", fraud=True, weight=1.2, layout={**_SCATTERED, "foreign": 0.05}, members=(3, 60),
        rate=(2, 30), opens=(0, 20), length=(3, 40), weekend=(0.8, 1.3), normal=True,
        targets={"strangers": 0.5, "customers": 0.5}, listed=(100, 3000), company=(0.0, 0.08), redial=(0.1, 0.4),
        call_back=(0.3, 1.5), rotate=0.4, pool=0.6, shared_handset=0.6, shared_cell=0.8, hook=(0.0, 0.01),
        complain=(0.02, 0.2),
    ),
    # Many callers who do not exist, one callee: to bury a bank's warning, or out of spite.
    Recipe(
        kind="spoofed_flood", fraud=True, weight=0.8,
        layout={"mobile": 0.4, "blocks": 0.3, "foreign": 0.15, "ddi": 0.15}, members=(20, 200), rate=None,
        opens=(0, 24), length=(0.05, 1.5), even=0.3, answered=(0.05, 0.5), median=(2, 15), spread=(0.5, 1.0),
        longest=120, targets={"one": 1.0}, call_back=(0.0, 0.5), pool=1.0, own_handset=False, shared_trunk=0.7,
        lines=True, hook=(0.02, 0.2), complain=(0.3, 0.9), complain_wait=(0.05, 6),
    ),
    # Behaves as people do, and calls its own kind to look acquainted; only the people it calls are strangers.
    Recipe(
        kind="imitator", fraud=True, weight=1.0, layout={**_SCATTERED, "ddi": 0.1}, members=(1, 40), rate=(1.5, 12),
        opens=(7, 16), length=(2, 30), normal=True, targets=_LISTS, company=(0.0, 0.4), familiar=(0.0, 0.25),
        redial=(0.1, 0.4), call_back=(0.5, 4.0), rotate=0.3, shared_handset=0.25, shared_cell=0.4, shared_trunk=0.15,
        hook=(0.1, 0.5), hook_seconds=(60, 300), complain=(0.1, 0.5), complain_wait=(0.3, 48),
    ),
    # Lives as somebody for a while, then calls more and more strangers.
    Recipe(
        kind="slow_ramp", fraud=True, weight=1.0, layout={"people": 1.0}, members=(1, 20), rate=(3, 40),
        opens=(7, 14), length=(4, 40), answered=(0.2, 0.6), median=(8, 60), long_share=(0.02, 0.2), targets=_LISTS,
        redial=(0.0, 0.3), call_back=(0.5, 3.0), ramp=(1.0, 4.0), shared_cell=0.3, shared_handset=0.1,
        hook=(0.1, 0.6), hook_seconds=(60, 400), complain=(0.1, 0.5), complain_wait=(0.3, 48),
    ),
    # Signed up under a false name, to use as much as possible before the first bill.
    Recipe(
        kind="subscription_fraud", fraud=True, weight=0.8, layout=_SCATTERED, members=(1, 10), rate=(3, 25),
        opens=(6, 20), length=(1, 24), answered=(0.6, 0.95), median=(100, 700), spread=(0.5, 1.1),
        targets={"costly": 0.7, "customers": 0.3}, listed=(3, 60), familiar=(0.0, 0.3), redial=(0.1, 0.5),
        shared_handset=0.3, shared_cell=0.5, hook=(0.02, 0.15), hook_seconds=(60, 200), complain=(0.2, 0.8),
        complain_wait=(6, 72), victim="owner",
    ),
)  # fmt: skip
