"""Trees as plain arrays, and the loop that walks them.

Every tree is a *complete* binary tree: node `i` has the children `2i` and `2i + 1`, and a leaf that lies above the last
level is repeated below. All walks then have the same length, so the loop needs no test for "is this a leaf", the
processor never guesses a branch, and eight rows can be walked side by side while their loads overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.kernel import kernel

#: A complete tree of this depth has a million leaves; a deeper one would no longer fit beside the others.
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """`T` complete trees of depth `D`.

    Attributes:
        feature: (T, 2**D) uint16, the feature that a node looks at; the root is node 1, node 0 is not used.
        threshold: (T, 2**D) float32; a row goes right when its value is above. `inf` where there is nothing to ask.
        value: (T, 2**D) float32, what each leaf of the last level adds.
        depth: `D`, 0 to `MAX_DEPTH`.
        features: number of features of a row.

    Raises:
        ValueError: when the arrays do not belong together.

    >>> one_question = Trees(
    ...     feature=np.array([[0, 1]], np.uint16),
    ...     threshold=np.array([[np.inf, 0.5]], np.float32),
    ...     value=np.array([[1.0, 2.0]], np.float32),
    ...     depth=1,
    ...     features=2,
    ... )
    >>> one_question.total(np.array([[9.0, 0.5], [9.0, 0.6]], np.float32)).tolist()
    [1.0, 2.0]
    """

    feature: NDArray[np.uint16]
    threshold: NDArray[np.float32]
    value: NDArray[np.float32]
    depth: int
    features: int

    def __post_init__(self) -> None:
        shape = (len(self.feature), 1 << self.depth)
        for name, kind in (("feature", np.uint16), ("threshold", np.float32), ("value", np.float32)):
            array = getattr(self, name)
            if array.shape != shape or array.dtype != kind or not array.flags.c_contiguous:
                raise ValueError(f"{name} must be a contiguous {np.dtype(kind)} array of shape {shape}")
        # The kernel does not check bounds: a node that asks for a feature beyond the row would read foreign memory.
        if self.feature.size and int(self.feature.max()) >= self.features:
            raise ValueError("a node asks for a feature that rows do not have")
        for array in (self.feature, self.threshold, self.value):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.feature)

    def cut(self, count: int) -> tuple[Trees, Trees]:
        """The first trees, so many of them, and the others."""

        def part(which: slice) -> Trees:
            return Trees(self.feature[which], self.threshold[which], self.value[which], self.depth, self.features)

        return part(slice(None, count)), part(slice(count, None))

    def total(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum over the trees of the value that each row ends at, (n,) float64.

        A row's sum is a function of that row alone, bit for bit: neither the number of rows nor its place among them
        matters.

        Args:
            rows: (n, features) float32, finite.

        Raises:
            ValueError: when the rows have another number of features.
        """
        rows = np.ascontiguousarray(rows, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.features:
            raise ValueError(f"rows must have shape (n, {self.features}), not {rows.shape}")
        out = np.empty(len(rows))
        _total(rows, self.feature, self.threshold, self.value, self.depth, out)
        return out

    def arrays(self) -> dict[str, Any]:
        """The trees as a plain dictionary, the inverse of `Trees(**arrays)`."""
        return {name: getattr(self, name) for name in ("feature", "threshold", "value", "depth", "features")}


# No fastmath: it may reorder the sum over the trees, and a row would score differently in another place of the batch.
# uint16 features instead of int32: the nodes of 100 trees take 150 KB instead of 200 KB and the walk 1.1 us instead
# of 1.7 us a row. Eight walks side by side instead of four, since a step mostly waits for its loads: 0.80 us instead of
# 1.10 for 100 trees of depth 8, 0.76 instead of 0.96 for 151 of depth 5.
@kernel
def _total(
    rows: NDArray[np.float32],
    feature: NDArray[np.uint16],
    threshold: NDArray[np.float32],
    value: NDArray[np.float32],
    depth: int,
    out: NDArray[np.float64],
) -> None:
    count, trees, leaves = rows.shape[0], feature.shape[0], 1 << depth
    eights = count - count % 8
    for r in range(0, eights, 8):
        sum_a = sum_b = sum_c = sum_d = sum_e = sum_f = sum_g = sum_h = 0.0
        for t in range(trees):
            a = b = c = d = e = f = g = h = 1
            for _ in range(depth):
                a = 2 * a + (rows[r, feature[t, a]] > threshold[t, a])
                b = 2 * b + (rows[r + 1, feature[t, b]] > threshold[t, b])
                c = 2 * c + (rows[r + 2, feature[t, c]] > threshold[t, c])
                d = 2 * d + (rows[r + 3, feature[t, d]] > threshold[t, d])
                e = 2 * e + (rows[r + 4, feature[t, e]] > threshold[t, e])
                f = 2 * f + (rows[r + 5, feature[t, f]] > threshold[t, f])
                g = 2 * g + (rows[r + 6, feature[t, g]] > threshold[t, g])
                h = 2 * h + (rows[r + 7, feature[t, h]] > threshold[t, h])
            sum_a += value[t, a - leaves]
            sum_b += value[t, b - leaves]
            sum_c += value[t, c - leaves]
            sum_d += value[t, d - leaves]
            sum_e += value[t, e - leaves]
            sum_f += value[t, f - leaves]
            sum_g += value[t, g - leaves]
            sum_h += value[t, h - leaves]
        out[r], out[r + 1], out[r + 2], out[r + 3] = sum_a, sum_b, sum_c, sum_d
        out[r + 4], out[r + 5], out[r + 6], out[r + 7] = sum_e, sum_f, sum_g, sum_h
    for r in range(eights, count):
        total = 0.0
        for t in range(trees):
            a = 1
            for _ in range(depth):
                a = 2 * a + (rows[r, feature[t, a]] > threshold[t, a])
            total += value[t, a - leaves]
        out[r] = total
