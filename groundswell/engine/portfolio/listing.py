"""The best selection by listing all that come close to the bound; most rounds need no solver.

A selection that scores within `reach` points of the bound loses no more than that (see `bound`). All of
those are listed, candidate by candidate, and what loses more already, or can no longer keep a rule, is
dropped. When one of them keeps the rules, the best is among them, and so is every other that ties with
it. Else the reach grows. Exact, like the integer programme, and several times faster where the bound is
tight; where it is not, the list grows too long and the solver is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from groundswell.engine.portfolio.bound import ROUNDING, Bound, Table, bound_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Flags = NDArray[np.bool_]

# Counts, not times, so that the same input always ends in the same way.
LONGEST = 20_000
FIRST = 12
GROWTH = 1.6


def best_listed(table: Table, forced: int | None = None) -> tuple[int, ...] | None:
    """Places in the table of the best selection; of those that tie, the first one in its order.

    None where the list grows too long, or no selection keeps the rules.
    """
    bound = bound_of(table, forced)
    if bound is None:
        return None
    # No selection loses more than this.
    furthest = bound.most + float(np.abs(table.scores).sum()) + bound.blur
    reach = _first_reach(bound)
    while True:
        listed = _list(table, bound, reach)
        if listed is None:
            return None
        found = _best(table, listed, bound.blur)
        if found is not None and listed.lost[found[0]] <= reach - 2 * bound.blur:
            return found[1]
        if reach > furthest:
            return None
        reach *= GROWTH


def _first_reach(bound: Bound) -> float:
    """Far enough for a few thousand selections at most, and more than rounding."""
    losses = np.sort(bound.losses)
    positive = losses[(losses > 4 * bound.blur) & np.isfinite(losses)]
    least = float(positive[0]) if len(positive) else 4 * bound.blur
    few = losses[:FIRST]
    return max(float(few[np.isfinite(few)].sum()), least, 4 * bound.blur)


@dataclass(frozen=True)
class Listed:
    """Selections, one a row: whether each candidate is in, and the points lost of the bound."""

    chosen: Flags
    lost: Floats


def _list(table: Table, bound: Bound, reach: float) -> Listed | None:
    """All selections that keep the rules and lose at most `reach`; None when there are too many."""
    inside, losses = bound.inside, bound.losses
    # The dearest departures first: they leave the fewest selections while the list is built.
    open_ = np.flatnonzero(losses <= reach + bound.blur)
    open_ = open_[np.argsort(-losses[open_], kind="stable")]
    steps = table.weights[:, open_] * np.where(inside[open_], -1.0, 1.0)
    walk = _Walk(table, bound, reach, table.weights[:, inside].sum(axis=1), steps)
    for at, candidate in enumerate(open_.tolist()):
        if not walk.branch(at, losses[candidate]):
            return None
    chosen = np.tile(inside, (len(walk.lost), 1))
    chosen[:, open_] ^= walk.departs
    return Listed(chosen, walk.lost + walk.unused())


class _Walk:
    """The selections so far, as departures from how the candidates lean."""

    def __init__(self, table: Table, bound: Bound, reach: float, start: Floats, steps: Floats) -> None:
        up, down = np.maximum(steps, 0).sum(axis=1), np.minimum(steps, 0).sum(axis=1)
        # Rows that can neither break nor cost anything are left out.
        matters = (start + up > table.high) | (start + down < table.low) | (bound.above + bound.below > 0)
        self._steps, self._up, self._down = steps[matters], up[matters], down[matters]
        self._high, self._low = table.high[matters], table.low[matters]
        self._above, self._below = bound.above[matters], bound.below[matters]
        self._forgiven = ROUNDING * (1 + np.abs(table.weights[matters]).sum(axis=1))
        self._most = reach + bound.blur
        self._sums = start[matters][None, :]
        self.lost = np.zeros(1)
        self.departs = np.zeros((1, steps.shape[1]), dtype=bool)

    def branch(self, at: int, loss: float) -> bool:
        """Each selection with and without one more departure; False when there are too many."""
        step = self._steps[:, at]
        self._up, self._down = self._up - np.maximum(step, 0), self._down - np.minimum(step, 0)
        count = len(self.lost)
        self._sums = np.concatenate([self._sums, self._sums + step])
        self.lost = np.concatenate([self.lost, self.lost + loss])
        self.departs = np.concatenate([self.departs, self.departs])
        self.departs[count:, at] = True
        can = (self._sums + self._down <= self._high + self._forgiven).all(axis=1)
        can &= (self._sums + self._up >= self._low - self._forgiven).all(axis=1)
        can &= self.lost + self.unused() <= self._most
        self._sums, self.lost, self.departs = self._sums[can], self.lost[can], self.departs[can]
        return len(self.lost) <= LONGEST

    def unused(self) -> Floats:
        """What the selections lose at least by leaving limits unused, in points."""
        left = np.maximum(self._high - self._sums - self._up, 0) @ self._above
        spare: Floats = left + np.maximum(self._sums + self._down - self._low, 0) @ self._below
        return spare


def _best(table: Table, listed: Listed, blur: float) -> tuple[int, tuple[int, ...]] | None:
    """Row and selection of the best that keeps every rule to the last digit that counts."""
    best: tuple[float, tuple[int, ...], int] | None = None
    for row in np.argsort(listed.lost, kind="stable").tolist():
        if best is not None and listed.lost[row] > listed.lost[best[2]] + 2 * blur:
            break
        chosen = tuple(np.flatnonzero(listed.chosen[row]).tolist())
        if not keeps(table, chosen):
            continue
        # Most points first; of those that tie, the first in the order of content.
        entry = -fsum(table.scores[list(chosen)]), chosen, row
        best = entry if best is None else min(best, entry)
    return None if best is None else (best[2], best[1])


def keeps(table: Table, chosen: tuple[int, ...]) -> bool:
    """Sums may be over a limit by rounding, and by no more."""
    for weights, low, high in zip(table.weights[:, list(chosen)], table.low, table.high, strict=True):
        used = fsum(weights)
        if used - high > ROUNDING * abs(high) or used < low:
            return False
    return True
