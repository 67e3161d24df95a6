"""The best selection under rows, exactly: by listing, else by integer programming (HiGHS, scipy)."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from groundswell.engine.contract import Refused
from groundswell.engine.portfolio.bound import Table
from groundswell.engine.portfolio.listing import best_listed
from groundswell.engine.portfolio.rules import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from groundswell.engine.portfolio.rules import Candidate

    Floats = NDArray[np.floating[Any]]

# A count, not a time, so that the same input always ends in the same way.
NODE_LIMIT = 20_000
SOLVED, IMPOSSIBLE = 0, 2
# The solver's own tolerances are absolute; scores and costs are scaled to this size first.
SCALE = 1000.0
# Sums of money may be over their limit by rounding, and by no more.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Choice:
    """A selection and the sum of its scores."""

    selected: tuple[int, ...]
    total: float


class Solver:
    """Answers "which selection is best" for one set of candidates under changing rows.

    Candidates are put in an order of their content (score, cost, theme, stage, organisation) before
    solving, so that the order of the input decides only between candidates that are alike.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._scores = [candidate.score for candidate in candidates]
        contents = [(-one.score, one.cost_k, one.theme, one.stage, str(one.org)) for one in candidates]
        self._order = sorted(range(len(contents)), key=lambda number: (contents[number], number))

    def best(self, rows: Sequence[Row], forced: int | None = None) -> Choice | None:
        """The selection with the highest total score that keeps all rows; None when none does.

        `forced` is a candidate that must be in. Raises Refused when NODE_LIMIT branches do not settle it.
        """
        rows = self._sorted(rows)
        listed = self._listed(rows, forced)
        if listed is not None:
            return listed
        while True:
            found = self._solve(-np.array(self._scores), rows, forced=forced)
            if found is None:
                return None
            chosen = tuple(np.flatnonzero(found > 0.5).tolist())
            if not any(_over(row, chosen) for row in rows):
                return Choice(chosen, fsum(self._scores[number] for number in chosen))
            # Inside the solver's tolerance, yet over the budget by more than rounding: rule it out.
            rows.append(_without(chosen, len(self._scores)))

    def _listed(self, rows: Sequence[Row], forced: int | None) -> Choice | None:
        """None where listing does not settle it."""
        table = Table.of(np.array(self._scores), rows, self._order)
        found = best_listed(table, None if forced is None else self._order.index(forced))
        if found is None:
            return None
        chosen = tuple(sorted(self._order[at] for at in found))
        return Choice(chosen, fsum(self._scores[number] for number in chosen))

    def least_breach(self, rows: Sequence[Row], rule: str) -> float | None:
        """By how much one rule must give way, at least, so that the others can be kept.

        In the units of that rule (projects, or thousands); None when even that is not enough.
        """
        rows = self._sorted(rows)
        loose = [at for at, row in enumerate(rows) if row.rule == rule]
        # The same amount relaxes a row that is a minimum upwards and one that is a maximum downwards.
        slack = np.zeros((len(rows), len(loose)))
        for place, at in enumerate(loose):
            slack[at, place] = 1.0 if np.isfinite(rows[at].low) else -1.0
        weights = np.concatenate([np.zeros(len(self._scores)), np.ones(len(loose))])
        found = self._solve(weights, rows, slack=slack)
        return None if found is None else float(found[len(self._scores) :].sum())

    def _sorted(self, rows: Sequence[Row]) -> list[Row]:
        """In an order of content too."""
        return sorted(rows, key=lambda row: (row.rule, row.of, row.weights[self._order].tolist()))

    def _solve(
        self, weights: Floats, rows: Sequence[Row], *, forced: int | None = None, slack: Floats | None = None
    ) -> Floats | None:
        """The minimum of `weights` over the choices (0 or 1, in input order), then the slack."""
        # Takes a third of a second, and is not needed to read an input or to refuse it.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        count, extra = len(self._scores), len(weights) - len(self._scores)
        columns = [*self._order, *range(count, count + extra)]
        factor = np.array([_factor(row) for row in rows])
        matrix = np.hstack([np.array([row.weights for row in rows]), _or_none(slack, len(rows))])
        low, high = np.array([[row.low, row.high] for row in rows]).T
        floor = np.zeros(count + extra)
        if forced is not None:
            floor[forced] = 1.0
        done = milp(
            (weights * SCALE / max(np.abs(weights).max(), TINY))[columns],
            integrality=np.repeat([1, 0], [count, extra]),
            bounds=Bounds(floor[columns], np.repeat([1.0, np.inf], [count, extra])),
            constraints=LinearConstraint((matrix * factor[:, None])[:, columns], low * factor, high * factor),
            options={"mip_rel_gap": 0.0, "node_limit": NODE_LIMIT},
        )
        if done.status == IMPOSSIBLE:
            return None
        # scipy gives a selection that is not proved best a code of "other" (4), not of a limit.
        if done.status != SOLVED:
            raise Refused("too_hard", "No best selection was found in the steps allowed. Use fewer rules.")
        found = np.empty(count + extra)
        found[columns] = done.x
        return found


TINY = float(np.finfo(float).tiny)


def _or_none(slack: Floats | None, rows: int) -> Floats:
    return np.zeros((rows, 0)) if slack is None else slack


def _factor(row: Row) -> float:
    """Scales money, so that pounds and thousands are the same problem."""
    return SCALE / max(float(row.weights.max()), TINY) if row.rule == "budget_k" and row.weights.any() else 1.0


def _over(row: Row, chosen: Sequence[int]) -> bool:
    return row.excess(chosen) > ROUNDING * abs(row.high)


def _without(chosen: Sequence[int], count: int) -> Row:
    """The row that rules out exactly this selection."""
    weights = -np.ones(count)
    weights[list(chosen)] = 1.0
    return Row("another", weights, high=len(chosen) - 1)
