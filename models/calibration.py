"""From a raw forest score to a risk of 0 to 100 by how rarely a normal caller scores as low.

A raw score says little by itself; its tail probability among presumed-normal callers says how many of them would be
flagged by mistake. The risk is linear in the logarithm of that probability between these anchors:

| a normal caller scores this low | risk |
|---|---|
| always | 0 |
| once in 1,000 | 50: SUSPICIOUS |
| once in 10,000 | 85: DANGEROUS |
| once in 1,000,000 | 98 |

Beyond that the risk still rises, to 100 at a score that no caller gets, so that the worst are told from the very worst.
When several detectors may raise a number, each gets a part of the false flags that are allowed: a `budget` of a tenth
means that a tenth as many normal callers reach each anchor. The same curve with other anchors turns a score into
evidence, the negative decimal logarithm of the tail probability.

A few thousand callers say nothing directly about one in 10,000. Beyond the lowest 5% of the sample, or the lowest 300
callers of a large one, the probability therefore follows a generalised Pareto distribution, fitted to how far those
callers reach beyond that point by probability-weighted moments, which stay close for small samples where maximum
likelihood does not. Thresholds read off single extreme callers jump from one sample to the next; a fitted tail does
not. The fewer of a large sample are fitted, the closer the fit is to the end that matters: scores of boosters level
out there, which the lowest 5% do not show yet.

References: J. Pickands, "Statistical inference using extreme order statistics", Annals of Statistics 1975; J. R. M.
Hosking, J. R. Wallis, "Parameter and quantile estimation for the generalized Pareto distribution", Technometrics 1987.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

#: (tail probability, risk); in between, the risk is linear in the logarithm of the probability.
ANCHORS: tuple[tuple[float, float], ...] = ((1.0, 0.0), (1e-3, 50.0), (1e-4, 85.0), (1e-6, 98.0))
#: The same for evidence: 1 for one normal caller in ten, 3 for one in 1,000.
EVIDENCE: tuple[tuple[float, float], ...] = ((1.0, 0.0), (1e-7, 7.0))
_TOP, _TOP_EVIDENCE = 100.0, 8.0
#: Fewer normal callers than this and no tail can be fitted.
MIN_SCORES = 20

_TAIL = 0.05
_TAIL_CALLERS = 300
# Fits from samples may claim a tail far heavier or far shorter than scores can have; estimates stay in this range.
_MIN_SHAPE, _MAX_SHAPE = -0.9, 0.4
# Scores of a forest are sums of 100 path lengths: spreads below this are rounding, not behaviour.
_MIN_SCALE = 1e-4
_BODY_KNOTS, _TAIL_KNOTS = 20, 40


@dataclass(frozen=True, slots=True)
class Calibration:
    """A falling curve from score to risk, linear between its knots and level beyond them.

    Attributes:
        knots: (score, risk) pairs, scores rising, risks never rising, each risk in [0, 100].

    Raises:
        ValueError: when the knots are not such a curve.

    >>> curve = Calibration(((-0.8, 100.0), (-0.6, 50.0), (-0.4, 0.0)))
    >>> curve.risk(np.array([-0.9, -0.6, -0.5, -0.1])).tolist()
    [100.0, 50.0, 25.0, 0.0]
    """

    knots: tuple[tuple[float, float], ...]
    # The knots as arrays: making them anew would cost ten times what scoring one row does.
    _scores: NDArray[np.float64] = field(init=False, repr=False, compare=False)
    _risks: NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.knots) < 2:
            raise ValueError("a calibration needs two knots or more")
        scores, risks = np.array(self.knots, np.float64).T.copy()
        if not np.isfinite(scores).all() or (np.diff(scores) <= 0).any():
            raise ValueError("the scores of a calibration's knots must rise")
        if not ((risks >= 0) & (risks <= 100)).all() or (np.diff(risks) > 0).any():
            raise ValueError("the risks of a calibration's knots must fall and stay within 0 to 100")
        object.__setattr__(self, "_scores", scores)
        object.__setattr__(self, "_risks", risks)

    def risk(self, scores: NDArray[np.float64]) -> NDArray[np.float32]:
        """Risk of each score, (n,) float32 in [0, 100]; each depends on its score alone, bit for bit."""
        return np.interp(scores, self._scores, self._risks).astype(np.float32)

    def score_at(self, risk: float) -> float:
        """The highest score whose risk is at least `risk`: the threshold that a band stands for."""
        return float(np.interp(risk, self._risks[::-1], self._scores[::-1]))

    def to_json(self) -> dict[str, Any]:
        """The calibration as JSON types; `from_json` reads it back without loss."""
        return {"knots": [list(knot) for knot in self.knots]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave.

        Raises:
            ValueError: when it is something else.
        """
        try:
            return cls(tuple((float(score), float(risk)) for score, risk in value["knots"]))
        except (KeyError, TypeError) as error:
            raise ValueError("a calibration is a list of knots, each a score and a risk") from error


def calibrate(
    scores: NDArray[np.float64], *, anchors: tuple[tuple[float, float], ...] = ANCHORS, budget: float = 1.0
) -> Calibration:
    """Fit the curve to scores of presumed-normal callers that the forest has not learnt from.

    Args:
        scores: (n,) raw scores, one per caller; for the rate of callers ever flagged, each caller's lowest.
        anchors: (tail probability, value) pairs, `ANCHORS` for risk or `EVIDENCE`.
        budget: part of the false flags that this detector may cause, above 0 and at most 1.

    Raises:
        ValueError: when there are fewer than `MIN_SCORES` of them, or one is not finite.
    """
    if len(scores) < MIN_SCORES:
        raise ValueError(f"{len(scores)} normal callers are too few to calibrate on (at least {MIN_SCORES})")
    if not np.isfinite(scores).all():
        raise ValueError("scores to calibrate on must be finite")
    least = anchors[-1][0] * budget
    tail = Tail.fit(scores)
    shares = np.concatenate(
        [
            np.geomspace(1.0, tail.share, _BODY_KNOTS, endpoint=False),
            np.geomspace(tail.share, least, _TAIL_KNOTS),
            [share * budget for share, _ in anchors[1:-1]],
        ]
    )
    value_of: dict[float, float] = {}
    quantile = tail.quantile
    for share in np.unique(shares)[::-1]:
        # Callers who tie score that low *or lower* with the largest of their shares: it comes first and stays.
        score = float(np.quantile(scores, share)) if share > tail.share else quantile(float(share))
        value_of.setdefault(score, _value_of_share(min(1.0, float(share) / budget), anchors))
    lowest, middle = min(value_of), quantile(tail.share)
    value_of[lowest - max(middle - lowest, _MIN_SCALE)] = _TOP if anchors is ANCHORS else _TOP_EVIDENCE
    knots = sorted(value_of.items())
    # Quantiles are interpolated: two that are equal may come out the wrong way round by one rounding error.
    values = np.minimum.accumulate([value for _, value in knots])
    return Calibration(tuple((score, float(value)) for (score, _), value in zip(knots, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Tail:
    """Generalised Pareto tail of the lowest scores: how far below `start` a `share` of the callers reaches."""

    share: float
    start: float
    scale: float
    shape: float

    @classmethod
    def fit(cls, scores: NDArray[np.float64]) -> Self:
        """Fit to the lowest 5% of `scores` (at least ten), or 300 of many, by probability-weighted moments."""
        share = min(_TAIL, _TAIL_CALLERS / len(scores))
        start = float(np.quantile(scores, share))
        count = max(10, round(share * len(scores)))
        excess = np.maximum(start - np.sort(scores)[:count], 0.0)[::-1]  # rising
        rank = np.arange(count)
        first = float(excess.mean())
        second = float((excess * (count - 1 - rank) / (count - 1)).mean())
        if first - 2.0 * second <= 0.0:
            return cls(share, start, max(first, _MIN_SCALE), 0.0)
        shape = min(max(2.0 - first / (first - 2.0 * second), _MIN_SHAPE), _MAX_SHAPE)
        # The mean of the distribution is scale / (1 - shape): a clipped shape must not change it.
        return cls(share, start, max(first * (1.0 - shape), _MIN_SCALE), shape)

    def quantile(self, share: float) -> float:
        """The score that `share` of normal callers reaches or falls below, for shares of at most its own."""
        ratio = share / self.share
        if abs(self.shape) < 1e-9:
            return self.start + self.scale * math.log(ratio)
        return self.start - self.scale / self.shape * (math.pow(ratio, -self.shape) - 1.0)


def _value_of_share(share: float, anchors: tuple[tuple[float, float], ...]) -> float:
    """Risk, or evidence, at a tail probability.

    >>> [round(_value_of_share(p, ANCHORS), 6) for p in (1.0, 1e-3, 1e-4, 1e-5, 1e-6)]
    [0.0, 50.0, 85.0, 91.5, 98.0]
    """
    logs = [-math.log10(probability) for probability, _ in anchors]
    return float(np.interp(-math.log10(share), logs, [value for _, value in anchors]))
