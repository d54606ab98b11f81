"""The profile: everything Ringfence remembers about one subject, in one fixed-size NumPy record.

A profile has two halves that never read each other while legs are folded in:

* the **out** half (calls placed) is a function of the subject's own calls in their order, which Kafka keeps because
  producers key `cdr` by caller;
* the **in** half (calls received) only uses operations that commute (sums, maxima, unions of bits), because calls to
  one number arrive through several source partitions in any interleaving.

So a number's final profile depends on the records alone, never on how partitions were interleaved. What joins the
halves (reciprocity, call-backs) is computed when a call is scored, and the `verdict` fields hold its results.

Calls through a handset or trunk come from several callers, and so from several source partitions. What commutes in its
profile (totals, panes, bits, first and last moment) still depends on the records alone. What says how a call stands to
the one before it does not (`ORDERED_FIELDS`): gaps, overlaps, neighbours, which of several calls to a number was the
first contact, running means with their rounding, and who called last. Neither does what becomes of a record that comes
twice when calls of others have pushed it out of the ring in between.

A caller that has been silent for the retention (35 days) starts afresh at its next call. That is decided by its own
calls alone; received calls need no such rule, because every window of the in half is shorter, and one would make the
totals depend on interleaving.

Windows are panes addressed by event time. The newest pane is the one of `out_last` (or `in_last`); advancing it
clears what it overtakes, and a late call goes into its own pane while the ring still holds it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Version of this layout. State written by another version is refused at start.
VERSION = 2

PANES_5M, PANES_1H = 12, 24
#: Seconds of a pane or of a generation of bits.
PANE_5M, PANE_1H, GEN_CALLEES, GEN_MISSED, GEN_KNOWN = 300, 3600, 900, 86_400, 14 * 86_400
#: A caller's last 64 calls are remembered by 40 bits of their hash; two calls collide once in 17 thousand million.
RING = 64
#: Received calls are remembered per lane (source partition modulo 4), so that other sources do not push them out.
#: With more than 4 source partitions some share a lane; then it depends on their interleaving whether a call that comes
#: twice counts twice for its callee.
LANES, LANE = 4, 6
#: A handset or trunk keeps the ids of so many numbers that called through it, in the place of its lanes.
MEMBERS = 12

PROFILE = np.dtype(
    [
        # life, seconds since the epoch; 0 = never
        ("out_first", "<u4"),
        ("out_last", "<u4"),
        ("in_first", "<u4"),
        ("in_last", "<u4"),
        # lifetime totals; saturate, never wrap
        ("out_ms", "<u8"),
        ("in_ms", "<u8"),
        ("out_calls", "<u4"),
        ("out_answered", "<u4"),
        ("out_short", "<u4"),
        ("out_night", "<u4"),
        ("out_new", "<u4"),  # first contacts
        ("out_new_answered", "<u4"),  # ... that were answered
        ("out_new_s", "<u4"),  # ... and the seconds they lasted
        ("out_abroad", "<u4"),  # to another country
        ("out_costly", "<u4"),  # to a high-risk range
        ("out_costly_s", "<u4"),
        ("out_overlap", "<u4"),  # began before the call before it had ended
        ("out_near", "<u4"),  # to a number next to the one called before
        ("in_calls", "<u4"),
        ("in_answered", "<u4"),
        # what places the next call in relation to the last one
        ("last_callee", "<u8"),
        # regions, cells, handsets and countries called, by linear counting, 2 x 14 days x 64 bits
        ("origins", "<u8", (2,)),
        ("targets", "<u8", (2,)),
        ("cells", "<u8", (2,)),
        ("handsets", "<u8", (2,)),
        ("countries", "<u8", (2,)),
        # Welford's running mean and sum of squares of log1p(seconds between own calls), and of log1p(seconds of talk)
        ("gap_mean", "<f4"),
        ("gap_m2", "<f4"),
        ("talk_mean", "<f4"),
        ("talk_m2", "<f4"),
        # the current verdict: results, not inputs
        ("risk", "<f4"),
        ("score", "<f4"),
        ("evidence", "<f4"),  # how rarely an ordinary caller looks like it on its own, -log10
        ("peak_risk", "<f4"),
        ("standing", "<f4"),  # the highest risk since the last call that withdrew a suspicion
        ("flagged_at", "<u4"),  # end of the call at which it first was SUSPICIOUS
        ("danger_at", "<u4"),  # ... DANGEROUS
        ("flagged_calls", "<u4"),  # calls it had placed when first SUSPICIOUS
        ("blocked", "<u4"),  # calls placed after it became DANGEROUS
        ("fraud_type", "u1"),
        ("lane_next", "u1", (LANES,)),
        ("watched", "u1"),  # how long the network had been watched at its newest call, steps of `models.watching`
        ("reserved", "u1", (6,)),
        # panes of 5 minutes
        ("out5_calls", "<u2", (PANES_5M,)),
        ("out5_answered", "<u2", (PANES_5M,)),
        ("out5_short", "<u2", (PANES_5M,)),
        ("out5_new", "<u2", (PANES_5M,)),
        ("out5_seconds", "<u2", (PANES_5M,)),
        # panes of 1 hour
        ("out60_calls", "<u2", (PANES_1H,)),
        ("out60_answered", "<u2", (PANES_1H,)),
        ("out60_new", "<u2", (PANES_1H,)),
        ("in60_calls", "<u2", (PANES_1H,)),
        # distinct numbers by linear counting, in generations
        ("callees", "<u8", (4, 4)),  # 4 x 15 min x 256 bits: whom it called
        ("missed", "<u8", (2, 4)),  # 2 x 1 day x 256 bits: whom it rang without, or with hardly, an answer
        ("in_callers", "<u8", (2, 4)),  # 2 x 1 day x 256 bits: who called it
        ("out_known", "<u8", (2, 8)),  # 2 x 14 days x 512 bits: acquaintances it called
        ("in_known", "<u8", (2, 8)),  # 2 x 14 days x 512 bits: acquaintances who called it
        # hashes of recent calls, for records that come twice
        ("ring_high", "<u4", (RING,)),
        ("lane_high", "<u4", (LANES, LANE)),
        ("ring_low", "u1", (RING,)),
        ("lane_low", "u1", (LANES, LANE)),
    ]
)

#: Fields of the verdict: with several source partitions these may depend on their interleaving, nothing else does.
VERDICT_FIELDS = (
    "risk", "score", "evidence", "peak_risk", "standing", "flagged_at", "danger_at", "flagged_calls", "blocked",
    "fraud_type",
)  # fmt: skip

#: Fields of a handset's or trunk's profile that depend on the order of its members' calls across source partitions.
ORDERED_FIELDS = (
    "out_new", "out_new_answered", "out_new_s", "out_overlap", "out_near", "last_callee", "gap_mean", "gap_m2",
    "talk_mean", "talk_m2", "out5_new", "out60_new", "ring_high", "ring_low", "lane_next", "lane_high", "lane_low",
)  # fmt: skip

#: Profile size in 8-byte words.
WORDS = PROFILE.itemsize // 8
assert PROFILE.itemsize % 8 == 0, PROFILE.itemsize
assert PROFILE.itemsize <= 1536, PROFILE.itemsize


def new_profiles(count: int) -> NDArray[np.void]:
    """`count` empty profiles, an array of `PROFILE`.

    >>> int(new_profiles(2)["out_calls"].sum())
    0
    """
    return np.zeros(count, PROFILE)
