"""GET /metrics in Prometheus' text format; docs/metrics.md tells each.

Counters are read when they are asked for, so they cost the stream nothing. No label ever holds a phone number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from app.web.health import not_ready
from app.web.measure import BUCKETS, Measures
from app.web.site import Site, site_of
from app.webhook import Webhook
from models.verdict import BANDS

#: Counters of the three agents: field of their counts -> metric and its help.
INGEST = {
    "calls": ("ringfence_ingested_calls", "Calls read from cdr by this worker"),
    "rejected": ("ringfence_rejected_records", "Records that were no calls, sent to cdr-rejected"),
    "messages": ("ringfence_ingested_messages", "Messages of cdr handled"),
}
PROFILE = {
    "calls": ("ringfence_scored_calls", "Calls folded and scored"),
    "legs": ("ringfence_folded_legs", "Legs folded into profiles"),
    "duplicates": ("ringfence_duplicate_calls", "Calls that were known already and counted nothing"),
    "late": ("ringfence_late_legs", "Legs older than every window, counted in totals only"),
    "repeated": ("ringfence_repeated_legs", "Legs delivered again after a restart and dropped"),
    "batches": ("ringfence_batches", "Micro-batches applied"),
    "stale_batches": ("ringfence_stale_batches", "Micro-batches given up because partitions had moved"),
    "forgotten": ("ringfence_forgotten_profiles", "Profiles dropped after the retention time"),
}

CAMPAIGN = {
    "events": ("ringfence_suspect_events", "Events of suspects taken over by the search for campaigns"),
    "minutes": ("ringfence_campaign_minutes", "Minutes of event time with such events that were stepped through"),
    "batches": ("ringfence_campaign_batches", "Micro-batches of suspect-events applied"),
    "stale_batches": (
        "ringfence_campaign_stale_batches",
        "Such micro-batches given up because partitions moved",
    ),
}
ALERT = {
    "batches": ("ringfence_alert_batches", "Micro-batches of alert-events applied"),
    "stale_batches": ("ringfence_alert_stale_batches", "Such micro-batches given up because partitions moved"),
    "raised": ("ringfence_raised_alerts", "Alerts raised"),
    "changes": ("ringfence_alert_changes", "New versions of alerts, whoever made them"),
    "refused": ("ringfence_refused_requests", "Requests on alerts that were refused"),
}


class SiteCollector(Collector):
    """Reads the metrics of a worker off its site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterable[Metric]:
        """All metrics but those of the process."""
        yield from _counters(INGEST, self._site.job.ingest.counts)
        yield from _counters(PROFILE, self._site.job.profile.counts)
        yield from _counters(CAMPAIGN, self._site.job.campaign.counts)
        yield from _counters(ALERT, self._site.job.alert.counts)
        yield from self._detection()
        yield from self._state()
        yield from _webhook(self._site.webhook)
        yield from _requests(self._site.measures)
        yield CounterMetricFamily(
            "ringfence_refused_tokens", "Tokens that were none, or that count no longer", self._site.access.refused
        )

    def _detection(self) -> Iterator[Metric]:
        counts, detection = self._site.job.profile.counts, self._site.job.detection
        verdicts = CounterMetricFamily(
            "ringfence_verdicts", "Calls by the band of their callers, each call once", labels=("band",)
        )
        raised = CounterMetricFamily(
            "ringfence_raised_members",
            "Times that a block, handset or trunk raised a number, by band",
            labels=("band",),
        )
        for band, calls in zip(BANDS, (counts.safe, counts.suspicious, counts.dangerous), strict=True):
            verdicts.add_metric((band,), calls)
        for band, times in zip(
            BANDS[1:], (counts.raised - counts.raised_dangerous, counts.raised_dangerous), strict=True
        ):
            raised.add_metric((band,), times)
        fired = CounterMetricFamily("ringfence_fired_rules", "Times that a rule fired on a call", labels=("rule",))
        for rule in detection.rules.rules:
            fired.add_metric((rule.id,), detection.fired[rule.id])
        made = CounterMetricFamily(
            "ringfence_decisions_made", "Decisions about numbers at calls judged DANGEROUS, by mode", labels=("mode",)
        )
        made.add_metric(("enforce",), counts.enforced)
        made.add_metric(("report",), counts.reported)
        withdrawn = CounterMetricFamily(
            "ringfence_decisions_withdrawn", "Enforced decisions withdrawn by this worker",
            self._site.job.decisions.keeper.withdrawn,
        )  # fmt: skip
        yield from (verdicts, raised, fired, made, withdrawn)
        broken = {
            "ringfence_rules_broken": (
                "1 when the rule files as they are now are not in effect",
                detection.rules_error,
            ),
            "ringfence_lists_broken": ("1 when the lists as they are now are not in effect", detection.lists_error),
            "ringfence_decision_policy_broken": (
                "1 when the policy of decisions as it is now is not in effect",
                detection.policy_error,
            ),
        }
        for name, (text, error) in broken.items():
            yield GaugeMetricFamily(name, text, float(error is not None))

    def _state(self) -> Iterator[Metric]:
        site = self._site
        lag = GaugeMetricFamily(
            "ringfence_lag_messages", "Messages not committed yet, all workers", labels=("topic", "partition")
        )
        for (topic, partition), messages in sorted(site.lag.by_partition.items()):
            lag.add_metric((topic, str(partition)), messages)
        yield lag
        backlog = GaugeMetricFamily(
            "ringfence_backlog_bytes", "Bytes fetched and waiting in this worker", labels=("topic",)
        )
        for topic, waiting in site.job.backlogs.items():
            backlog.add_metric((topic,), waiting.waiting)
        yield backlog
        held = sum(site.job.holds(number) for number in range(site.job.settings.partitions))
        gauges = {
            "ringfence_ready": ("1 when /readyz says ready", not not_ready(site)),
            "ringfence_partitions_held": ("Partitions of the tables that this worker has", held),
            "ringfence_read_model_caught_up": ("1 when the read model knows the whole job", site.model.caught_up),
            "ringfence_stream_time_seconds": (
                "Newest minute of event time with a call, since the epoch", (site.model.traffic.newest or 0) * 60
            ),
            "ringfence_suspects": ("Suspects that the read model holds", len(site.model.suspects)),
            "ringfence_decisions_standing": (
                "Numbers about which topic decisions says something", len(site.job.decisions.view.standing)
            ),
            "ringfence_dangerous_numbers": ("Numbers that ever became DANGEROUS", site.model.dangerous),
            "ringfence_waiting_requests": ("Requests waiting for Kafka or a verdict", site.measures.waiting),
            "ringfence_live_clients": ("Clients of the live stream", site.broadcast.clients),
        }  # fmt: skip
        for name, (text, value) in gauges.items():
            yield GaugeMetricFamily(name, text, float(value))
        yield CounterMetricFamily(
            "ringfence_live_clients_dropped", "Clients of the live stream dropped as too slow", site.broadcast.dropped
        )


def _counters(names: dict[str, tuple[str, str]], counts: object) -> Iterator[Metric]:
    values = dataclasses.asdict(counts)  # type: ignore[call-overload]
    for name, (metric, text) in names.items():
        yield CounterMetricFamily(metric, text, values[name])


def _webhook(webhook: Webhook) -> Iterator[Metric]:
    counts = webhook.counts
    results = CounterMetricFamily("ringfence_webhook_requests", "Webhook requests, by result", labels=("result",))
    results.add_metric(("delivered",), counts.delivered)
    results.add_metric(("failed",), counts.failed)
    yield results
    yield CounterMetricFamily("ringfence_webhook_given_up", "Changes that the endpoint refused", counts.given_up)
    yield CounterMetricFamily("ringfence_webhook_repeated", "Changes told before and left out", counts.repeated)
    yield GaugeMetricFamily("ringfence_webhook_waiting", "Changes not delivered yet", float(webhook.waiting))
    yield GaugeMetricFamily("ringfence_webhook_sending", "1 when this worker sends", float(webhook.sending))


def _requests(measures: Measures) -> Iterator[Metric]:
    requests = CounterMetricFamily("ringfence_http_requests", "Requests answered", labels=("method", "route", "status"))
    for (method, route, status), count in sorted(measures.requests.items()):
        requests.add_metric((method, route, str(status)), count)
    yield requests
    times = HistogramMetricFamily("ringfence_http_request_seconds", "Time to answer a request", labels=("route",))
    for route in sorted({route for route, _ in measures.buckets}):
        places = [measures.buckets[route, place] for place in range(len(BUCKETS) + 1)]
        bounds = [*map(str, BUCKETS), "+Inf"]
        counts = [(bound, float(sum(places[: place + 1]))) for place, bound in enumerate(bounds)]
        times.add_metric((route,), counts, measures.seconds[route])
    yield times


REGISTRY = web.AppKey("registry", CollectorRegistry)


def new_registry(site: Site) -> CollectorRegistry:
    """A registry with the metrics of one site."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(SiteCollector(site))
    ProcessCollector(namespace="ringfence", registry=registry)
    return registry


async def metrics(request: web.Request) -> web.Response:
    """All metrics of this worker."""
    site_of(request)
    body = generate_latest(request.app[REGISTRY])
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
