"""The page of a number: all that is known of it in one answer."""

from __future__ import annotations

from msgspec import Struct

from app.web.schema.alerts import Alert
from app.web.schema.common import Risk
from app.web.schema.numbers import NumberReport


class Allocation(Struct):
    """To whom a number's range was first given, by public numbering plans; the number may have been ported since."""

    carrier: str | None
    region: str | None
    basis: str = "original allocation"


class Window(Struct):
    """Calls placed in five minutes of event time."""

    start: str
    calls: int
    answered: int
    short: int
    first_contacts: int
    talk_seconds: int


class HourWindow(Struct):
    """Calls placed in an hour of event time."""

    start: str
    calls: int
    answered: int
    first_contacts: int


class ReceivedWindow(Struct):
    """Calls received in an hour of event time."""

    start: str
    calls: int


class Windows(Struct):
    """The windows that end with the last call placed, and received; empty when there was none."""

    minutes: list[Window]
    hours: list[HourWindow]
    received: list[ReceivedWindow]


class FeatureValue(Struct):
    """A feature as it is now, against normal callers' calls: its percentile, and their 1st, 50th and 99th."""

    feature: str
    meaning: str
    value: float
    percentile: int
    normal_low: float
    normal_median: float
    normal_high: float
    risk_lost: float


class SuspiciousCall(Struct):
    """A call at which the number was SUSPICIOUS or DANGEROUS."""

    at: str
    callee: str
    duration: float
    answered: bool
    risk_score: Risk
    fraud_type: str | None


class RiskPoint(Struct):
    """The risk after a call."""

    at: str
    risk_score: Risk


class Suspicion(Struct):
    """What is kept of a suspect's suspicious calls, the latest of which are told one by one, newest first."""

    first_at: str
    last_at: str
    suspicious_calls: int
    times_raised: int
    countries: list[str]
    calls: list[SuspiciousCall]


class NumberCampaign(Struct):
    """The campaign that a number is a member of."""

    id: str
    name: str
    risk_score: Risk
    status: str
    role: str
    joined_at: str
    numbers: int


class NumberPage(NumberReport, kw_only=True):
    """All that is known of a number."""

    known: bool
    allocation: Allocation
    windows: Windows
    features: list[FeatureValue]
    suspicion: Suspicion | None
    risk: list[RiskPoint]
    campaign: NumberCampaign | None
    alerts: list[Alert]
