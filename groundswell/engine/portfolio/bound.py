"""The most that any selection can score when every rule has a price, and what a selection loses of it.

Give each limit a price a unit, and take a candidate in when its score is more than what it uses costs.
No selection that keeps the rules can then score more than `most`; one that does keep them scores

    most - (the loss of each candidate that is not as it leans) - (price x what it leaves of each limit)

whatever the prices are (Lagrangian duality: Geoffrion, Mathematical Programming Study 2, 1974). The
prices come from the linear programme in which a candidate may be chosen in part, because those make
`most` as small as prices can.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from groundswell.engine.portfolio.rules import Row

    Floats = NDArray[np.floating[Any]]
    Flags = NDArray[np.bool_]

SOLVED = 0
# Stands for "no limit", so that nothing times it is nothing.
FAR = 1e100
# Sums differ from what they mean by less than this share of what was added up.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Table:
    """The candidates' scores, and the rules as low <= weights x chosen <= high, row by row."""

    scores: Floats
    weights: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, scores: Floats, rows: Sequence[Row], order: Sequence[int]) -> Table:
        """In the order given, which is one of content."""
        low, high = np.array([[row.low, row.high] for row in rows]).T
        weights = np.array([row.weights for row in rows])[:, order]
        return cls(scores[order], weights, np.maximum(low, -FAR), np.minimum(high, FAR))


@dataclass(frozen=True)
class Bound:
    """`leans` is by candidate, in points: in when above 0; `forced` is in whatever it leans.

    `above` and `below` are the prices of each row's high and low, in points a unit; `blur` is how far
    rounding can move any of this.
    """

    most: float
    leans: Floats
    above: Floats
    below: Floats
    blur: float
    forced: int | None

    @property
    def inside(self) -> Flags:
        inside = self.leans > 0
        if self.forced is not None:
            inside[self.forced] = True
        return inside

    @property
    def losses(self) -> Floats:
        """What it costs that a candidate is not as it leans."""
        losses = np.abs(self.leans)
        if self.forced is not None:
            losses[self.forced] = np.inf
        return losses


def bound_of(table: Table, forced: int | None = None) -> Bound | None:
    """With one candidate forced in, if wanted. None where even parts of candidates keep no rules."""
    prices = _prices(table, forced)
    if prices is None:
        return None
    above, below = prices
    leans = table.scores - (above - below) @ table.weights
    used = float(above @ table.high - below @ table.low)
    gained = np.maximum(leans, 0)
    if forced is not None:
        gained[forced] = leans[forced]
    sizes = np.abs(table.weights).sum(axis=1)
    added = np.abs(table.scores).sum() + (above + below) @ sizes + above @ np.abs(table.high)
    blur = ROUNDING * float(added + below @ np.abs(table.low)) + 1 / FAR
    return Bound(used + float(gained.sum()), leans, above, below, blur, forced)


def _prices(table: Table, forced: int | None) -> tuple[Floats, Floats] | None:
    # Takes a third of a second, and is not needed to read an input or to refuse it.
    from scipy.optimize import linprog  # noqa: PLC0415

    # Each row, and the scores, at most 1 in size: the solver's tolerances are absolute.
    size = np.maximum(np.abs(table.weights).max(axis=1), 1 / FAR)
    points = max(float(np.abs(table.scores).max()), 1 / FAR)
    upper, lower = table.high < FAR, table.low > -FAR
    rows = table.weights / size[:, None]
    limits = [(0.0, 1.0)] * len(table.scores)
    if forced is not None:
        limits[forced] = 1.0, 1.0
    done = linprog(
        -table.scores / points,
        A_ub=np.vstack([rows[upper], -rows[lower]]),
        b_ub=np.concatenate([(table.high / size)[upper], -(table.low / size)[lower]]),
        bounds=limits,
        method="highs-ds",
    )
    if done.status != SOLVED:
        return None
    found = np.maximum(-done.ineqlin.marginals, 0) * points
    above, below = np.zeros(len(size)), np.zeros(len(size))
    above[upper], below[lower] = found[: upper.sum()], found[upper.sum() :]
    return above / size, below / size
