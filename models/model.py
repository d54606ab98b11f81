"""A trained model: detectors, calibration, what normal callers look like, and where all this came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from models import company
from models.calibration import Calibration
from models.cascade import Cascade
from models.detector import Detector
from models.kernel import kernel
from models.naming import Naming
from models.trees import Trees

#: Version of the model file; a program reads its own only.
FORMAT = 6
#: Highest risk of a handset or trunk by its detector: company alone makes nobody DANGEROUS. A rule may.
GROUP_RISK = np.float32(80.0)
#: Rows of `Model.normal`: the percentiles 0 to 100.
PERCENTILES = 101


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Where a model came from and what it may be used for; the JSON file beside the model file.

    Attributes:
        format: version of the model file.
        sha256: hash of the model file, hex digits; empty until it is saved.
        features: names of the columns of a feature row, in order.
        feature_version: version of their definitions.
        data_sha256: hash of the training calls and of what was normal among them.
        trained_from: event time of the earliest training call, RFC 3339.
        trained_to: event time of the latest.
        callers: normal callers learnt from.
        rows: feature rows learnt from.
        seed: seed of everything random in training.
        supervised: whether labels have taught it: the second stage is on.
        kinds: fraud kinds that it was taught.
        trees: trees of the forest.
        max_samples: rows per tree.
        sklearn: version of scikit-learn that fitted the forest.
        metrics: what `training.measuring` measured, by name.
    """

    format: int = FORMAT
    sha256: str = ""
    features: tuple[str, ...]
    feature_version: int
    data_sha256: str
    trained_from: str
    trained_to: str
    callers: int
    rows: int
    seed: int
    supervised: bool
    kinds: tuple[str, ...]
    trees: int
    max_samples: int
    sklearn: str
    metrics: dict[str, float]

    @property
    def version(self) -> str:
        """What verdicts call the model: the first 12 digits of its file's hash, "unsaved" before it has a file."""
        return self.sha256[:12] or "unsaved"


class Group(NamedTuple):
    """Judges one kind of subject beyond numbers.

    Attributes:
        detector: of its feature rows.
        calibration: from the detector's raw score to risk.
    """

    detector: Detector
    calibration: Calibration

    def judge(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """The forest's scores and the risks (0-100) of feature rows, each (n,)."""
        scores, raw = self.detector.raw(rows)
        risks = np.maximum(self.calibration.risk(raw), self.detector.novelty.risk(scores))
        return scores, np.minimum(risks, GROUP_RISK)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything needed to judge calls.

    Attributes:
        numbers: judges a number by itself.
        whole: log-odds of fraud from a feature row, the forest's score and a company row (`models.company.NAMES`) side
            by side; None without a supervised stage.
        calibration: from the negative of that, or from what `company_raw` gives without it, to risk.
        company: log-odds of fraud from a company row alone, for siblings that place no call; None without a supervised
            stage.
        recall: from what `company_raw` gives to the risk of such siblings.
        groups: judge handsets and trunks, by kind of subject ("handset", "trunk"); a kind may be missing.
        naming: names fraud types, of the same rows as `whole`; None without a supervised stage.
        normal: (101, features) float32, the percentiles 0 to 100 of each feature among the training rows; row 50 is the
            normal median.
        manifest: where all this came from.
    """

    numbers: Detector
    whole: Cascade | None
    calibration: Calibration
    company: Trees | None
    recall: Calibration
    groups: Mapping[str, Group]
    naming: Naming | None
    normal: NDArray[np.float32]
    manifest: Manifest

    def __post_init__(self) -> None:
        width = len(self.manifest.features)
        if self.numbers.forest.features != width or self.normal.shape != (PERCENTILES, width):
            raise ValueError(f"forest and percentiles must have the manifest's {width} features")
        if self.company is not None and self.company.features != company.COUNT:
            raise ValueError(f"company has {company.COUNT} columns")
        if self.whole is not None and self.whole.features != width + 1 + company.COUNT:
            raise ValueError(f"the whole has {width + 1 + company.COUNT} columns")
        named = self.naming.boosters if self.naming is not None else ()
        if any(booster.features != width + 1 + company.COUNT for booster in named):
            raise ValueError(f"naming looks at {width + 1 + company.COUNT} columns")

    def risk(
        self, rows: NDArray[np.float32], scores: NDArray[np.float64], companies: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Risk (0-100) of calls, (n,); each depends on its own row alone, bit for bit.

        Args:
            rows: (n, features) float32.
            scores: (n,) the forest's scores of them.
            companies: (n, `models.company.COUNT`) float32.
        """
        return self.calibration.risk(whole_raw(self.whole, rows, scores, companies))

    def company_risk(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Risk (0-100) of siblings that place no call, (n,), by their company rows; each depends on its row alone."""
        return self.recall.risk(company_raw(self.company, rows))


def whole_columns(
    rows: NDArray[np.float32], scores: NDArray[np.float64], companies: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What `Model.whole` looks at, (n, features + 1 + `models.company.COUNT`)."""
    return np.column_stack((rows, scores.astype(np.float32), companies))


def whole_raw(
    booster: Cascade | None,
    rows: NDArray[np.float32],
    scores: NDArray[np.float64],
    companies: NDArray[np.float32],
) -> NDArray[np.float64]:
    """What a call's risk is read from, (n,), lower is worse."""
    if booster is None:
        return company_raw(None, companies)
    return -booster.total(whole_columns(rows, scores, companies))


def company_raw(booster: Trees | None, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """What risk is read from, (n,), lower is worse: the booster's negative log-odds.

    Without a booster, own evidence and half of what there is against the siblings are added up, as one adds the
    logarithms of the chances of independent accidents; half, because siblings are not independent.
    """
    if booster is not None:
        return -booster.total(rows)
    raw = np.empty(len(rows))
    _add_up(rows, raw)
    return raw


@kernel
def _add_up(rows: Any, raw: Any) -> None:
    for k in range(len(rows)):
        own, siblings = np.float64(rows[k, company.OWN]), np.float64(rows[k, company.SUM])
        # Company makes a strange number stranger; it says nothing against one that is not.
        raw[k] = -(own + 0.5 * min(siblings, 6.0) * min(own, 3.0) / 3.0)
