"""Panels with extra rules, as an integer programme (HiGHS through SciPy).

One 0/1 variable a pair. The search stops after a number of nodes, never after a time, so that the
same input gives the same answer on every machine; it then tells how far the best plan can be off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    from groundswell.engine.assignment.problem import Panels
    from groundswell.engine.assignment.seats import Seats

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NODES = 200
INFEASIBLE = 2


@dataclass(frozen=True)
class Found:
    """The seated pairs, or None; the most any plan can score; whether the search came to its end."""

    seated: Flags | None
    bound: float | None
    finished: bool


def search(problem: Panels, seats: Seats, usable: Flags, *, any_plan: bool = False, nodes: int = NODES) -> Found:
    """The best plan among the usable pairs, or with `any_plan` the first one met."""
    from scipy.optimize import Bounds, milp  # noqa: PLC0415 -- heavy

    if not len(seats.score):
        return _nothing_open(problem)
    goal = np.zeros(len(seats.score)) if any_plan else -seats.score.astype(np.float64)
    result = milp(
        goal,
        integrality=np.ones(len(goal), dtype=np.int64),
        bounds=Bounds(0, usable.astype(np.float64)),
        constraints=[*_seat_rules(seats), *_extra_rules(problem, seats)],
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    kept = _kept_score(problem)
    bound = result.mip_dual_bound
    return Found(
        seated=None if result.x is None else result.x > 0.5,
        # Scores are whole points, so the bound is too; the small step forgives rounding.
        bound=None if bound is None or not math.isfinite(bound) else kept + math.floor(1e-6 - bound),
        finished=result.status in (0, INFEASIBLE),
    )


def _nothing_open(problem: Panels) -> Found:
    """Started reviews fill every place: they keep the extra rules, or nothing does."""
    totals = _kept_totals(problem)
    kept = set(problem.keep)
    lawful = all(total >= problem.min_total for total in totals) and not any(
        (a, i) in kept and (a, j) in kept for i, j in problem.not_together for a in range(problem.applications)
    )
    return Found(np.zeros(0, dtype=bool) if lawful else None, _kept_score(problem), finished=True)


def _kept_totals(problem: Panels) -> list[int]:
    kept, totals = set(problem.keep), [0] * problem.applications
    for application, reviewer, score in problem.pairs:
        totals[application] += score * ((application, reviewer) in kept)
    return totals


def _kept_score(problem: Panels) -> int:
    return sum(_kept_totals(problem))


def _sums(rows: NDArray[np.int64], weights: Floats, count: int) -> csr_array[np.float64]:
    from scipy.sparse import csr_array  # noqa: PLC0415 -- heavy

    return csr_array((weights, (rows, np.arange(len(rows)))), shape=(count, len(rows)))


def _seat_rules(seats: Seats) -> list[LinearConstraint]:
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 -- heavy

    panels, one = len(seats.lay), np.ones(len(seats.score))
    by_application = [
        (seats.by_lay, seats.lay, seats.lay),
        (~seats.by_lay, seats.professional, seats.professional),
        (seats.by_inside, np.zeros(panels, dtype=np.int64), np.clip(seats.inside, 0, seats.professional)),
    ]
    rules = [
        LinearConstraint(_sums(seats.application, one * flag, panels), low, high) for flag, low, high in by_application
    ]
    return [*rules, LinearConstraint(_sums(seats.reviewer, one, len(seats.most)), seats.least, seats.most)]


def _extra_rules(problem: Panels, seats: Seats) -> list[LinearConstraint]:
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 -- heavy

    panels = problem.applications
    rules = []
    for two in problem.not_together:
        already = np.zeros(panels)
        for application, reviewer in problem.keep:
            already[application] += reviewer in two
        either = np.isin(seats.reviewer, two).astype(np.float64)
        rules.append(LinearConstraint(_sums(seats.application, either, panels), -np.inf, 1 - already))
    if problem.min_total:
        still = problem.min_total - np.array(_kept_totals(problem), dtype=np.float64)
        score = seats.score.astype(np.float64)
        rules.append(LinearConstraint(_sums(seats.application, score, panels), still, np.inf))
    return rules
