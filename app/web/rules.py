"""/api/rules: the rules, lists and policy in effect, and switching single rules."""

from __future__ import annotations

from aiohttp import web

from app.detection import Detection
from app.list_topic import removal
from app.web.access import acting
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.rules import ListsState, NewRuleState, PolicyState, RulesAnswer, RuleState, RuleSwitch
from app.web.site import site_of
from app.web.writing import operator_ms, said, write
from models.instant import rfc3339
from models.rules import Rule, RuleError
from models.rules.switch import Switch, encode, key_of, switched


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
            rules=[_shown(detection, rule) for rule in detection.rules.rules],
        )
    )


async def switch_rule(request: web.Request) -> web.Response:
    """Switch a rule on, off or to report only, on every worker within a second; null goes back to its file's state."""
    site = site_of(request)
    detection, name = site.job.detection, request.match_info["id"]
    wanted = await body_as(request, NewRuleState)
    by, reason = acting(request, wanted.by), said(wanted.reason, "reason")
    if not site.job.decisions.rules.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the states of rules from Kafka.", retry=2)
    if all(rule.id != name for rule in detection.rules.rules):
        raise Problem(404, "not-found", f"There is no rule {name[:50]!r}.")
    value: bytes | None = None
    if wanted.state is not None:
        switch = Switch(id=name, state=wanted.state, by=by, reason=reason, at_ms=operator_ms())
        try:
            switched(detection.rules_of_files, {**detection.switches, name: switch})
        except RuleError as error:
            raise Problem(422, "invalid", f"{error.reason}.") from None
        value = encode(switch)
    await write(site, site.job.decisions.rules, key_of(name), value, removal(by, reason))
    return answer(next(_shown(detection, rule) for rule in detection.rules.rules if rule.id == name))


def _shown(detection: Detection, rule: Rule) -> RuleState:
    switch = detection.switches.get(rule.id)
    told = None
    if switch is not None:
        of_file = next((one.state for one in detection.rules_of_files.rules if one.id == rule.id), rule.state)
        told = RuleSwitch(switch.by, switch.reason, rfc3339(switch.at_ms / 1000), of_file)
    return RuleState(
        rule.id, rule.version, rule.subject, rule.state, rule.severity, rule.fraud_type, rule.risk,
        rule.risk_at_most, rule.description, detection.fired[rule.id], told,
    )  # fmt: skip
