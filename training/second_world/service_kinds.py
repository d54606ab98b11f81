"""Honest services: who calls many people for a living."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """One kind of service; every outfit of it draws its own values from the ranges.

    Attributes:
        kind: its name.
        outfits: how many there are in a world of full size.
        numbers: lines of an outfit, uniform in the logarithm.
        calls: calls of a line in 30 hours, uniform in the logarithm.
        curve: its hours.
        form: `landline`, `mobile`, `new_mobile` (SIMs bought for the day), `gateway` (SIMs in a machine), `either`.
        seconds, spread: of its conversations, median and spread of the logarithm.
        refused: share of calls that end at once.
        answered: factor on people's chance to answer.
        redials: chance that it tries again.
        returned: chance that people call back what they missed.
        customers: share of calls to people it calls again and again.
        inbound: calls that a line receives in 30 hours, uniform in the logarithm.
        only_out: share of outfits' lines that nobody can call.
        private: share of lines on which colleagues and friends call.
        rings_off: its calls are not meant to be answered.
        at_once: all of a line's calls come within hours, or minutes.
        in_sequence: it may dial numbers one after the other, given out or not.
        abroad: chance that an outfit calls abroad.
        ordinary: whether it is no hard negative.
        capacity: calls at a time; 0 = a few, different ones.
        shifts: whether its lines work some hours only.
        called: whether people call it when they need something.
        recorded: whether a recording speaks.
    """

    kind: str
    outfits: int
    numbers: _Range
    calls: _Range
    curve: str
    form: str
    seconds: _Range
    spread: _Range
    refused: _Range
    answered: _Range
    redials: _Range
    returned: _Range
    customers: _Range
    inbound: _Range
    only_out: float
    private: float
    rings_off: bool = False
    at_once: bool = False
    in_sequence: bool = False
    abroad: float = 0.0
    ordinary: bool = False
    capacity: int = 0
    shifts: bool = False
    called: bool = False
    recorded: bool = False


SERVICES: Final = (
    ServiceKind("courier", 9, (8, 40), (8, 48), "courier", "mobile",
        seconds=(14, 45), spread=(0.4, 0.8), refused=(0, 0.2), answered=(1, 1.5), redials=(0.1, 0.4),
        returned=(0.04, 0.3), customers=(0, 0.12), inbound=(0.4, 5), only_out=0.1, private=0.75, shifts=True),
    ServiceKind("call_centre", 9, (5, 30), (12, 90), "seller", "landline",
        seconds=(50, 260), spread=(0.7, 1.1), refused=(0.1, 0.5), answered=(0.7, 1.1), redials=(0.05, 0.3),
        returned=(0.01, 0.08), customers=(0, 0.6), inbound=(0.05, 1.2), only_out=0.3, private=0.25, shifts=True),
    ServiceKind("hospital", 10, (3, 14), (5, 36), "office", "landline",
        seconds=(45, 160), spread=(0.7, 1), refused=(0.05, 0.2), answered=(1, 1.4), redials=(0.1, 0.4),
        returned=(0.05, 0.3), customers=(0.1, 0.6), inbound=(0.2, 8), only_out=0.25, private=0.3, called=True),
    ServiceKind("reminder_service", 8, (1, 8), (15, 160), "seller", "landline",
        seconds=(11, 32), spread=(0.15, 0.45), refused=(0.05, 0.3), answered=(0.9, 1.3), redials=(0.05, 0.5),
        returned=(0.005, 0.06), customers=(0, 0.3), inbound=(0.05, 1),
        only_out=0.45, private=0.1, capacity=60, recorded=True),
    ServiceKind("taxi_dispatch", 9, (1, 6), (15, 110), "taxi", "landline",
        seconds=(8, 26), spread=(0.3, 0.6), refused=(0, 0.1), answered=(1.2, 1.6), redials=(0.2, 0.5),
        returned=(0.04, 0.2), customers=(0.05, 0.4), inbound=(0.02, 40), only_out=0.25, private=0, called=True),
    ServiceKind("otp_flash", 3, (6, 24), (10, 120), "person", "landline",
        seconds=(1, 2), spread=(0.2, 0.4), refused=(0, 0.1), answered=(0.02, 0.06), redials=(0, 0.15),
        returned=(0.002, 0.03), customers=(0, 0.1), inbound=(0.02, 0.1),
        only_out=0.8, private=0, rings_off=True, capacity=60),
    ServiceKind("school_notification", 9, (1, 4), (20, 120), "office", "landline",
        seconds=(15, 38), spread=(0.15, 0.5), refused=(0.05, 0.3), answered=(1, 1.4), redials=(0.1, 0.5),
        returned=(0.03, 0.15), customers=(0.6, 0.95), inbound=(0.02, 5),
        only_out=0.3, private=0, at_once=True, capacity=60, recorded=True),
    ServiceKind("phone_in_line", 4, (1, 3), (2, 25), "evening", "landline",
        seconds=(60, 200), spread=(0.6, 0.9), refused=(0, 0.1), answered=(1.2, 1.5), redials=(0.1, 0.3),
        returned=(0.1, 0.3), customers=(0.7, 0.95), inbound=(40, 260), only_out=0, private=0, capacity=60),
    ServiceKind("conference_bridge", 6, (1, 6), (6, 45), "office", "landline",
        seconds=(600, 2200), spread=(0.4, 0.8), refused=(0.05, 0.2), answered=(1.3, 1.7), redials=(0.1, 0.4),
        returned=(0.002, 0.1), customers=(0.5, 0.95), inbound=(0.02, 12),
        only_out=0.4, private=0, abroad=0.4, capacity=60),
    ServiceKind("pollster", 6, (4, 24), (8, 48), "seller", "either",
        seconds=(180, 700), spread=(0.3, 0.7), refused=(0.4, 0.75), answered=(0.7, 1.05), redials=(0, 0.3),
        returned=(0.005, 0.06), customers=(0, 0.05), inbound=(0.1, 1.2),
        only_out=0.35, private=0.3, in_sequence=True, shifts=True),
    ServiceKind("debt_collector", 6, (4, 16), (8, 45), "seller", "either",
        seconds=(25, 160), spread=(0.7, 1.1), refused=(0.2, 0.5), answered=(0.5, 0.9), redials=(0.2, 0.6),
        returned=(0.005, 0.07), customers=(0.2, 0.7), inbound=(0.2, 2), only_out=0.3, private=0.3, shifts=True),
    ServiceKind("canvasser", 3, (6, 20), (5, 30), "evening", "new_mobile",
        seconds=(40, 180), spread=(0.6, 1), refused=(0.3, 0.6), answered=(0.7, 1.1), redials=(0, 0.2),
        returned=(0.01, 0.1), customers=(0, 0.05), inbound=(0.2, 2), only_out=0.3, private=0.75, shifts=True),
    ServiceKind("gsm_gateway", 6, (3, 9), (6, 36), "office", "gateway",
        seconds=(25, 120), spread=(0.6, 1), refused=(0.05, 0.3), answered=(0.9, 1.3), redials=(0.1, 0.3),
        returned=(0.02, 0.15), customers=(0.2, 0.8), inbound=(0.3, 3), only_out=0.3, private=0.4),
    ServiceKind("masked_relay", 4, (8, 26), (8, 50), "taxi", "landline",
        seconds=(12, 45), spread=(0.4, 0.8), refused=(0, 0.15), answered=(1.2, 1.5), redials=(0.1, 0.4),
        returned=(0.02, 0.15), customers=(0, 0.1), inbound=(2, 30), only_out=0.1, private=0),
    ServiceKind("field_technician", 7, (4, 16), (5, 22), "office", "mobile",
        seconds=(25, 90), spread=(0.5, 0.9), refused=(0, 0.2), answered=(1, 1.4), redials=(0.1, 0.4),
        returned=(0.05, 0.3), customers=(0, 0.2), inbound=(0.3, 4), only_out=0.15, private=0.75, shifts=True),
    ServiceKind("sales_agent", 26, (2, 10), (6, 38), "seller", "mobile",
        seconds=(45, 200), spread=(0.7, 1.1), refused=(0.2, 0.5), answered=(0.8, 1.1), redials=(0.05, 0.3),
        returned=(0.03, 0.2), customers=(0.05, 0.5), inbound=(0.5, 5), only_out=0.15, private=0.8, shifts=True),
    ServiceKind("shop", 210, (1, 3), (2, 24), "office", "either",
        seconds=(30, 100), spread=(0.6, 0.9), refused=(0, 0.2), answered=(1, 1.4), redials=(0.1, 0.4),
        returned=(0.1, 0.35), customers=(0.3, 0.8), inbound=(1, 30),
        only_out=0.05, private=0.3, ordinary=True, called=True),
    ServiceKind("office", 58, (3, 18), (2, 22), "office", "landline",
        seconds=(50, 150), spread=(0.7, 1), refused=(0, 0.2), answered=(1, 1.4), redials=(0.1, 0.35),
        returned=(0.05, 0.35), customers=(0.4, 0.9), inbound=(0.2, 6),
        only_out=0.2, private=0.3, abroad=0.24, ordinary=True, called=True),
)  # fmt: skip
