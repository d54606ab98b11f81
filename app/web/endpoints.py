"""Every endpoint: where it is, who answers, and what goes in and out. Routes and OpenAPI are made from this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from aiohttp.typedefs import Handler

from app.web import (
    alerts,
    bulk,
    campaign_graph,
    campaigns,
    cdr,
    check_number,
    dead_letters,
    decisions,
    health,
    home,
    labels,
    lists,
    metrics,
    model,
    numbers,
    regions,
    rules,
    session,
    stats,
    stream,
    users,
    workers,
)
from app.web.schema.access import Me, NewToken, NewTokenAnswer, NewUser, SignIn, TokenAnswer, UserAnswer, UserEdit
from app.web.schema.alerts import Alert, AlertDetail, AlertEdit, BulkDone, BulkEdit, PauseRequest, ResumeRequest
from app.web.schema.campaigns import CampaignDetail, CampaignGraph, CampaignMember, CampaignSummary
from app.web.schema.common import Health, Message
from app.web.schema.dead_letters import DeadLettersAnswer
from app.web.schema.decisions import DecisionAnswer
from app.web.schema.lists import LabelAnswer, ListEntry, ListsAnswer, NewEntry, NewLabel, RemovedEntry
from app.web.schema.model import ModelAnswer
from app.web.schema.number_page import NumberPage
from app.web.schema.numbers import CheckRequest, NumberReport
from app.web.schema.records import BulkAnswer, CdrAnswer, CdrPending, CdrRecord
from app.web.schema.regions import RegionFigures
from app.web.schema.rules import NewRuleState, RulesAnswer, RuleState
from app.web.schema.stats import Stats, StreamMessage
from app.web.schema.workers import WorkersAnswer
from models.access.role import Permission


@dataclass(frozen=True)
class Query:
    """A query parameter of an endpoint.

    Attributes:
        name: as in the address.
        meaning: what it does, for the document.
        kind: type of its value.
        required: whether the endpoint answers 422 without it.
    """

    name: str
    meaning: str
    kind: Any = str
    required: bool = False


#: An answer as comma-separated values, and how to ask for it.
CSV: Final = "text/csv"
BY: Final = Query("by", "who does it, 1 to 80 characters; not needed with a token")
FORMAT: Final = Query("format", "json (as if not given) or csv", Literal["json", "csv"])


@dataclass(frozen=True)
class Endpoint:
    """One endpoint.

    Attributes:
        method, path: where.
        needs: what somebody must be allowed who asks, where access needs tokens.
        handler: who answers.
        summary: what it is for.
        answers: type of the JSON answer by status; `str` for plain text. Other statuses are problem documents.
        media: further media types of the 200 answer, such as `CSV`.
        request: type of the JSON body.
        ndjson: whether the body may be NDJSON too.
        query: parameters of the address.
        problems: statuses of problem documents beside 405 and 500, which every endpoint may answer with, and 401 and
            403, with which all answer that need anything.
    """

    method: str
    path: str
    needs: Permission
    handler: Handler
    summary: str
    answers: dict[int, Any]
    request: Any = None
    ndjson: bool = False
    query: tuple[Query, ...] = ()
    media: tuple[str, ...] = ()
    problems: tuple[int, ...] = field(default=())


_RECORDS = (400, 403, 413, 422, 429, 503)

ENDPOINTS = (
    Endpoint("GET", "/", "open", home.home, "A page for browsers, a greeting for programs", {200: Message}),
    Endpoint("GET", "/api/stats", "read", stats.stats, "Figures of the whole job", {200: Stats}, problems=(503,)),
    Endpoint(
        "POST", "/api/check-number", "numbers", check_number.check_number, "What is known of a number",
        {200: NumberReport}, CheckRequest, problems=(400, 403, 413, 422, 503),
    ),
    Endpoint(
        "GET", "/api/numbers/{number}", "numbers", numbers.number_page,
        "All that is known of a number", {200: NumberPage},
        problems=(422, 503),
    ),
    Endpoint(
        "POST", "/api/cdr", "send", cdr.cdr, "Send one record and get the verdict of that call",
        {200: CdrAnswer, 202: CdrPending}, CdrRecord, problems=_RECORDS,
    ),
    Endpoint(
        "POST", "/api/cdr/bulk", "send", bulk.bulk, "Send many records",
        {202: BulkAnswer}, list[CdrRecord], ndjson=True, problems=_RECORDS,
    ),
    Endpoint(
        "GET", "/ws/threat-stream", "read", stream.threat_stream,
        "Live calls and figures, a message a second (WebSocket)",
        {101: StreamMessage}, problems=(403, 426, 503),
    ),
    Endpoint(
        "GET", "/api/campaigns", "read", campaigns.campaigns, "Active campaigns, the gravest first",
        {200: list[CampaignSummary]}, query=(FORMAT,), media=(CSV,), problems=(422, 503),
    ),
    Endpoint(
        "GET", "/api/campaigns/{id}", "read", campaigns.campaign, "One campaign with its members and its history",
        {200: CampaignDetail}, problems=(404, 503),
    ),
    Endpoint(
        "POST", "/api/campaigns/{id}/pause", "work", campaigns.pause_campaign,
        "Stop alerting on a campaign until a time",
        {200: CampaignDetail}, PauseRequest, problems=(400, 403, 404, 413, 422, 503),
    ),
    Endpoint(
        "POST", "/api/campaigns/{id}/resume", "work", campaigns.resume_campaign, "Alert on a campaign again",
        {200: CampaignDetail}, ResumeRequest, problems=(400, 403, 404, 413, 422, 503),
    ),
    Endpoint(
        "GET", "/api/alerts", "read", alerts.alerts, "Alerts, those raised last first", {200: list[Alert]},
        query=(
            Query("severity", "only these: CRITICAL, HIGH, MEDIUM, LOW, with commas between"),
            Query("status", "Open or Resolved"),
            Query("state", "only these: open, acknowledged, closed, snoozed, with commas between"),
            Query("type", "only these fraud types, with commas between"),
            Query("assignee", "only what this person works on; empty = only what nobody does"),
            Query("campaign", "only what is about this campaign, or has become part of it"),
            Query("q", "only what has all these words in title, description, subject, rules, assignee or id"),
            Query("limit", "how many at most, 1 to 500; 50 unless told", int),
            Query("cursor", "where to go on, as the Link header of the page before says"),
        ),
        problems=(422, 503),
    ),
    Endpoint(
        "GET", "/api/alerts/{id}", "read", alerts.alert, "One alert with its history",
        {200: AlertDetail}, problems=(404, 503),
    ),
    Endpoint(
        "PATCH", "/api/alerts/{id}", "work", alerts.change_alert, "Change an alert",
        {200: AlertDetail}, AlertEdit, problems=(400, 403, 404, 409, 413, 422, 503),
    ),
    Endpoint(
        "POST", "/api/alerts/bulk", "work", alerts.change_alerts, "Change several alerts alike",
        {200: BulkDone}, BulkEdit, problems=(400, 403, 413, 422, 503),
    ),
    Endpoint("GET", "/api/lists", "read", lists.lists, "Both lists", {200: ListsAnswer}, problems=(503,)),
    Endpoint(
        "GET", "/api/lists/{list}", "read", lists.one_list,
        "One of the two lists", {200: list[ListEntry]}, problems=(404, 503)
    ),
    Endpoint(
        "POST", "/api/lists/{list}", "manage", lists.add_entry, "Put a number or a block of numbers on a list",
        {201: ListEntry}, NewEntry, problems=(400, 403, 404, 413, 422, 503),
    ),
    Endpoint(
        "DELETE", "/api/lists/{list}/{entry}", "manage", lists.remove_entry,
        "Take an entry off a list", {200: RemovedEntry},
        query=(
            BY,
            Query("reason", "why, 1 to 1,000 characters", required=True),
        ),
        problems=(403, 404, 422, 503),
    ),
    Endpoint(
        "GET", "/api/labels", "read", labels.labels,
        "What analysts said of numbers, newest first", {200: list[LabelAnswer]},
        query=(
            Query("limit", "how many at most, 1 to 1,000; 100 unless told", int),
            Query("number", "only what was said of this number"),
        ),
        problems=(422, 503),
    ),
    Endpoint(
        "POST", "/api/labels", "work", labels.add_label, "Say of a number whether it commits fraud",
        {201: LabelAnswer}, NewLabel, problems=(400, 403, 413, 422, 503),
    ),
    Endpoint(
        "GET", "/api/decisions/{number}", "decisions", decisions.decision, "What a switch should do about a number",
        {200: DecisionAnswer}, problems=(422, 503),
    ),
    Endpoint(
        "GET", "/api/campaigns/{id}/graph", "read", campaign_graph.campaign_graph, "A campaign as a graph of numbers",
        {200: CampaignGraph}, query=(Query("nodes", "How many numbers at most, 1 to 2,000; 500 by default", int),),
        problems=(404, 422, 503),
    ),
    Endpoint(
        "GET", "/api/campaigns/{id}/export", "read", campaigns.campaign_export, "The members of a campaign as a file",
        {200: list[CampaignMember]}, query=(FORMAT,), media=(CSV,), problems=(404, 422, 503),
    ),
    Endpoint(
        "GET", "/api/regions", "read", regions.regions, "Suspects, campaigns and victims by country",
        {200: list[RegionFigures]}, problems=(503,),
    ),
    Endpoint("GET", "/api/rules", "read", rules.rules, "The rules and lists in effect", {200: RulesAnswer}),
    Endpoint(
        "POST", "/api/rules/{id}", "manage", rules.switch_rule, "Switch a rule on, off or to report only",
        {200: RuleState}, NewRuleState, problems=(400, 403, 404, 413, 422, 503),
    ),
    Endpoint(
        "GET", "/api/model", "read", model.model,
        "The model in use, what it looks at, and drift", {200: ModelAnswer}
    ),
    Endpoint(
        "GET", "/api/workers", "read", workers.workers,
        "Workers, their partitions and the lag", {200: WorkersAnswer}
    ),
    Endpoint(
        "GET", "/api/dead-letters", "read", dead_letters.dead_letters, "Records that were no calls, and why",
        {200: DeadLettersAnswer}, query=(Query("limit", "How many are shown, 0 to 100; 20 by default", int),),
        problems=(422, 503),
    ),
    Endpoint("GET", "/api/me", "open", session.me, "Who asks, and what they may do", {200: Me}, problems=(503,)),
    Endpoint(
        "POST", "/api/session", "open", session.sign_in, "Sign a browser in", {200: Me}, SignIn,
        problems=(400, 401, 403, 409, 413, 422, 503),
    ),
    Endpoint("DELETE", "/api/session", "open", session.sign_out, "Sign a browser out", {200: Me}, problems=(403,)),
    Endpoint(
        "GET", "/api/users", "manage", users.users, "Users and their tokens", {200: list[UserAnswer]}, problems=(503,)
    ),
    Endpoint(
        "POST", "/api/users", "manage", users.add_user, "Add a user", {201: UserAnswer}, NewUser,
        problems=(400, 403, 409, 413, 422, 503),
    ),
    Endpoint(
        "PATCH", "/api/users/{name}", "manage", users.change_user, "Give a user another role, or disable a user",
        {200: UserAnswer}, UserEdit, problems=(400, 403, 404, 409, 413, 422, 503),
    ),
    Endpoint(
        "DELETE", "/api/users/{name}", "manage", users.remove_user, "Remove a user with all tokens",
        {200: UserAnswer}, query=(BY,), problems=(403, 404, 409, 422, 503),
    ),
    Endpoint(
        "POST", "/api/users/{name}/tokens", "manage", users.issue_token, "Issue a token to a user",
        {201: NewTokenAnswer}, NewToken, problems=(400, 403, 404, 413, 422, 503),
    ),
    Endpoint(
        "DELETE", "/api/users/{name}/tokens/{id}", "manage", users.revoke_token, "Revoke a token of a user",
        {200: TokenAnswer}, query=(BY,), problems=(403, 404, 422, 503),
    ),
    Endpoint("GET", "/livez", "open", health.livez, "Whether the process lives", {200: Health}),
    Endpoint("GET", "/readyz", "open", health.readyz, "Whether this worker is ready", {200: Health, 503: Health}),
    Endpoint("GET", "/metrics", "token", metrics.metrics, "Metrics in Prometheus' text format", {200: str}),
)  # fmt: skip
