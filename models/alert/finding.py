"""What there should be an alert about, after a tick of the search for campaigns.

Campaigns speak for their members; a number speaks for itself only while it belongs to none. Most numbers that begin a
campaign would be alerts of their own first, so findings wait for the tick, five minutes at most, and a number alone,
unless it is CRITICAL, for half an hour in which it may turn out to have company.
"""

from __future__ import annotations

from typing import Final

from models.alert import severity
from models.alert.message import Finding
from models.campaign.book import MINUTE_MS, TICK, Book
from models.campaign.campaign import Campaign
from models.campaign.holding import one_desk, reached
from models.campaign.suspect import Suspect
from models.phrases import counted
from models.verdict import FRAUD_TYPES, UNKNOWN

#: How long a number waits for company after its first suspicious call.
WAIT_MS: Final = 30 * MINUTE_MS
#: How long it is found again after its latest: past the wait, and a late record should not be missed.
_RECENT_MS: Final = WAIT_MS + 3 * TICK * MINUTE_MS
#: Rules told of one campaign.
_RULES: Final = 10


def findings(book: Book, minute: int) -> list[Finding]:
    """The findings after the step of a minute; none between ticks.

    Args:
        book: after the step.
        minute: minutes since the epoch.
    """
    if minute % TICK:
        return []
    now = (minute + 1) * MINUTE_MS
    found = [_campaign(one, book, now) for _, one in sorted(book.campaigns.items())]
    alone = (
        one for _, one in sorted(book.suspects.items())
        if not one.campaign and one.suspicious and one.last_ms >= now - _RECENT_MS
    )  # fmt: skip
    found += [_number(one, now) for one in alone]
    return [one for one in found if one is not None]


def _number(one: Suspect, now: int) -> Finding | None:
    grave = severity.of_number(one.peak_risk, one.suspicious, one.severity)
    if grave is None or (grave != "CRITICAL" and one.first_ms > now - WAIT_MS):
        return None
    kind = FRAUD_TYPES[one.fraud_type or UNKNOWN]
    victims, more = len(one.callees), "+" if one.callees_cut else ""
    return Finding(
        kind="number", subject=one.number, number=one.id, fraud_type=kind, severity=grave, risk=one.peak_risk,
        title=f"{kind} from {one.number}",
        description=f"{counted(one.suspicious, 'suspicious call')} to {victims}{more} different "
        f"number{'' if victims == 1 and not more else 's'}, risk {one.peak_risk:.0f}{_fired(one.rules)}.",
        victims=victims, victims_at_least=one.callees_cut, calls=one.suspicious, rules=one.rules,
    )  # fmt: skip


def _campaign(one: Campaign, book: Book, now: int) -> Finding | None:
    if one.merged_into:
        merged = one.history[-1].kind == "merged" and one.history[-1].at_ms == now
        return Finding(
            kind="campaign", subject=one.id, fraud_type=one.fraud_type, merged_into=one.merged_into
        ) if merged else None  # fmt: skip
    joined = [member for member in one.members if member.joined_ms > now - TICK * MINUTE_MS]
    if one.status in ("dormant", "closed") or (not joined and one.updated_ms <= now - TICK * MINUTE_MS):
        return None
    risk = max([one.risk, *(member.risk for member in one.members)])
    members = [book.suspects[member.id] for member in one.members if member.id in book.suspects]
    gravest = max((suspect.severity for suspect in members if suspect.severity), key=severity.rank, default="")
    # Lines of one organisation are no more than a number is, nor are those of whom nobody has come to harm.
    desk = bool(members) and (one_desk(members) or not reached(members))
    grave = severity.of_number(risk, one.calls, gravest) if desk else severity.of_campaign(risk, gravest)
    if grave is None:
        return None
    rules = sorted({rule for suspect in members for rule in suspect.rules})[:_RULES]
    more = " or more" if one.victims_at_least else ""
    return Finding(
        kind="campaign", subject=one.id, fraud_type=one.fraud_type, severity=grave, risk=risk, campaign=one.id,
        title=one.name,
        description=f"{counted(one.calls, 'suspicious call')} by {counted(one.size, 'number')} to "
        f"{counted(one.victims_reached, 'different number')}{more}, risk {risk:.0f}{_fired(rules)}.",
        numbers=one.size, victims=one.victims_reached, victims_at_least=one.victims_at_least, calls=one.calls,
        rules=rules, joined=[member.number for member in joined],
    )  # fmt: skip


def _fired(rules: list[str]) -> str:
    return f"; {'rule' if len(rules) == 1 else 'rules'} {', '.join(rules)}" if rules else ""
