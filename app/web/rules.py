"""GET /api/rules: the rules, lists and policy in effect."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer
from app.web.schema.rules import ListsState, PolicyState, RulesAnswer, RuleState
from app.web.site import site_of


async def rules(request: web.Request) -> web.Response:
    """The rules in effect on this worker, how often each has fired, and why newer files are not in effect."""
    detection = site_of(request).job.detection
    allowed, blocked = (len({one.id for one in detection.listing.of(on)}) for on in ("allow", "block"))
    policy = detection.decider.policy
    return answer(
        RulesAnswer(
            version=detection.rules.version,
            error=detection.rules_error,
            lists=ListsState(allowed, blocked, detection.lists_error),
            decisions=PolicyState(
                policy.valid_hours, dict(policy.fraud_types), dict(policy.rules), detection.policy_error
            ),
            rules=[
                RuleState(
                    rule.id, rule.version, rule.subject, rule.state, rule.severity, rule.fraud_type, rule.risk,
                    rule.description, detection.fired[rule.id],
                )
                for rule in detection.rules.rules
            ],
        )
    )  # fmt: skip
