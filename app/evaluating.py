"""Evaluation as the command line does it: files in, the job's own verdicts without a broker, figures and files out.

Records become calls by the worker's reader, are numbered as `ringfence import` would number them in one source
partition, and go through `training.replay.Replay`: verdicts are those of the running job, bit for bit.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.call_files import CallFiles, Order, Progress
from app.errors import RingfenceError, UsageError
from app.list_files import load_lists
from app.rule_files import load_rules
from app.settings import Settings
from models.alert.alert import Alert
from models.campaign.campaign import Campaign
from models.campaign.event import Event
from models.engine import Engine
from models.facts import NAMES
from models.model import Model
from models.number import KIND_OPAQUE, Normaliser, kind_of, short_codes, text_of
from models.verdict import FRAUD_TYPES, VERDICT
from training.errors import TrainingError
from training.evaluation import queue
from training.evaluation.campaigns import Watch, alive, listed, quality, summary
from training.evaluation.labels import Labels, Victims, read_labels, read_victims
from training.evaluation.markdown import markdown
from training.evaluation.people import FLOOD, join
from training.evaluation.report import alerts, labelled
from training.evaluation.seen import Seen, all_raised
from training.evaluation.windows import SLIM, slim
from training.instant import instant
from training.replay import Replay

_DAY_S: Final = 86_400


class Judged(NamedTuple):
    """Calls, their verdicts, and whom they raised: arrays of `CALL`, `VERDICT` and `models.raising.RAISED`; events."""

    calls: NDArray[np.void]
    verdicts: NDArray[np.void]
    raised: NDArray[np.void]
    events: list[Event]


def new_engine(model: Model, settings: Settings) -> Engine:
    """The engine that a worker with these settings has.

    Raises:
        RuleFileError, ListFileError: when rules or lists cannot be loaded.
    """
    lists = load_lists(settings.allow_list, settings.block_list, settings.default_region)
    return Engine(model, load_rules(settings.rules, NAMES), settings.retention_days * _DAY_S, lists)


def judged(
    engine: Engine, chunks: Iterable[NDArray[np.void]], texts: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Judged]:
    """Yield each chunk of calls with its verdicts.

    Args:
        engine: judges.
        chunks: arrays of `models.call.CALL`.
        texts: of the opaque numbers among them; those of a chunk are there when it is.

    Positions are those of messages of `CALLS_PER_MESSAGE` calls in one source partition, as `ringfence import` fills
    them: a call of a lower index than the one before it begins a message.
    """
    replay = Replay(engine)
    offset, last = -1, 1 << 16
    for calls in chunks:
        index = calls["index"].astype(np.int64)
        begins = np.diff(index, prepend=last) <= 0
        offsets = offset + np.cumsum(begins)
        fed = replay.feed(calls, (offsets << 16 | index).astype(np.uint64), protected=short_codes(texts), texts=texts)
        yield Judged(calls, *fed)
        offset, last = int(offsets[-1]), int(index[-1])


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the report, what it was made of (`rows`: array of `training.evaluation.seen.SEEN`), and texts."""

    report: dict[str, Any]
    rows: NDArray[np.void]
    campaigns: list[Campaign]
    alerts: list[Alert]
    text: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Truth:
    """Labels, and victims if known."""

    labels: Labels
    victims: Victims | None


def read_truth(settings: Settings, labels: Path, victims: Path | None) -> Truth:
    """Read label and victim files.

    Raises:
        UsageError: naming file and line, when one of them cannot be read.
    """
    identify = Normaliser(settings.default_region)
    try:
        return Truth(read_labels(labels, identify), read_victims(victims, identify) if victims else None)
    except TrainingError as error:
        raise UsageError(str(error)) from error


def evaluate(
    model: Model,
    settings: Settings,
    files: CallFiles,
    paths: Sequence[Path],
    *,
    order: Order = "auto",
    truth: Truth | None = None,
    compare: bool = True,
    progress: Progress | None = None,
) -> Evaluation:
    """Judge the calls of files and measure the verdicts.

    Args:
        model: the trained model.
        settings: how to read numbers and times.
        files: the reader.
        paths: the files.
        order: of the calls.
        truth: labels and victims; without them only alerts are counted.
        compare: whether baselines are made too, which takes labels, and 45 bytes of memory for each call.
        progress: is told how far it is.
    """
    seen, watch = Seen(), Watch()
    kept, last = [np.zeros(0, SLIM)], 0
    engine = new_engine(model, settings)
    for calls, verdicts, raised, events in judged(engine, files.read(paths, order), files.texts):
        held = watch.add(verdicts["position"], verdicts["end_ms"], events)
        known = verdicts["duplicate"] != 0
        files.ledger.note(calls, int(known.sum()))
        seen.add(verdicts, all_raised(raised, held))
        last = int(verdicts["position"][-1]) if len(verdicts) else last
        if truth is not None and compare:
            kept.append(slim(calls[~known]))
        _forget(files.texts)
    seen.add(np.zeros(0, VERDICT), watch.finish(last))
    rows = seen.rows()
    text = _texts(files.texts)
    campaigns = alive(watch.book)
    raised_alerts = sorted(watch.ledger.alerts.values(), key=lambda one: (one.created_ms, one.id))
    report: dict[str, Any] = {
        "model": model.manifest.version,
        "rules": engine.rules.version,
        "records": files.ledger.to_dict(),
        "alerts": alerts(rows, files.ledger.calls, text),
        "campaigns": summary(campaigns),
        "queue": queue.summary(raised_alerts, watch.span_ms),
    }
    if truth is not None:
        others = []
        if compare:
            from training.baselines import baselines  # scikit-learn takes a second to load

            labels = truth.labels
            flood = labels.fraud & (labels.kinds == FLOOD)
            guilty = labels.numbers[labels.fraud & ~flood]
            others = baselines(np.concatenate(kept), guilty, labels.numbers[flood], progress=progress)
        report["labelled"] = labelled(rows, files.ledger.calls, truth.labels, truth.victims, others)
        people = join(rows, truth.labels)
        report["labelled"]["campaigns"] = quality(people, campaigns)
        report["labelled"]["queue"] = queue.load(people, raised_alerts, watch.book.campaigns, watch.span_ms)
    return Evaluation(report, rows, campaigns, raised_alerts, text)


def write(found: Evaluation, folder: Path) -> None:
    """Write flags.csv, risks.csv, campaigns.json, alerts.json, report.json and report.md; the folder must be there.

    Raises:
        RingfenceError: when a file cannot be written.
    """
    rows, text = found.rows, found.text
    flagged = rows[rows["flag_ms"] > 0]
    flagged = flagged[np.lexsort((flagged["number"], flagged["flag_ms"]))]
    ranked = rows[np.lexsort((rows["number"], -rows["max_risk"]))]
    try:
        with (folder / "flags.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("number", "first_flag_time", "risk", "fraud_type"))
            for row in flagged:
                kind = FRAUD_TYPES[row["fraud_type"]]
                out.writerow((text(int(row["number"])), instant(int(row["flag_ms"])), float(row["flag_risk"]), kind))
        with (folder / "risks.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("number", "max_risk", "standing_risk"))
            columns = (ranked["number"].tolist(), ranked["max_risk"].tolist(), ranked["standing"].tolist())
            out.writerows((text(number), *risks) for number, *risks in zip(*columns, strict=True))
        (folder / "campaigns.json").write_bytes(_readable(listed(found.campaigns)))
        (folder / "alerts.json").write_bytes(_readable(queue.listed(found.alerts)))
        (folder / "report.json").write_bytes(_readable(found.report))
        (folder / "report.md").write_text(markdown(found.report), encoding="utf-8")
    except OSError as error:
        raise RingfenceError(f"Cannot write into {folder}: {error.strerror}.") from error


def _readable(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _forget(texts: dict[int, str]) -> None:
    """Keep the texts of opaque numbers only: nobody asks for those of regions, cells, handsets and trunks."""
    for key in [key for key in texts if kind_of(key) != KIND_OPAQUE]:
        del texts[key]


def _texts(texts: dict[int, str]) -> Callable[[int], str]:
    return lambda number: text_of(number, texts)
