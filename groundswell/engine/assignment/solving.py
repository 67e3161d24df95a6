"""From panels to a plan, or to the shortage that stands in its way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.assignment import network, rules
from groundswell.engine.assignment.problem import Panels, Plan, Shortage
from groundswell.engine.assignment.seats import Seats, open_seats
from groundswell.engine.assignment.shortage import find_shortage, under_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]


def solve(problem: Panels) -> Plan | Shortage:
    """The plan of the largest total score; with `seat_floor`, among those whose worst seat is best."""
    seats = open_seats(problem)
    short = find_shortage(problem, seats)
    if short is not None:
        return short
    return _with_rules(problem, seats) if problem.has_rules else _by_flow(problem, seats)


def _by_flow(problem: Panels, seats: Seats) -> Plan:
    usable = np.ones(len(seats.score), dtype=bool)
    if problem.seat_floor:
        usable = above_floor(seats, lambda tried: _fits(seats, tried))
    chosen = network.best(network.build(seats, usable))
    seated = usable.copy()
    seated[usable] = chosen
    return _plan(problem, seats, seated)


def _fits(seats: Seats, usable: Flags) -> bool:
    net = network.build(seats, usable)
    return network.filled(net, network.fullest(net)) == net.demand


def above_floor(seats: Seats, fits: Callable[[Flags], bool]) -> Flags:
    """The pairs at or above the highest score that every open seat can reach.

    Binary search over the distinct scores: about 10 tries. All pairs together must fit.
    """
    floors = np.unique(seats.score)
    low, high = 0, len(floors) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(seats.score >= floors[middle]):
            low = middle
        else:
            high = middle - 1
    return seats.score >= floors[low] if len(floors) else np.ones(0, dtype=bool)


def _with_rules(problem: Panels, seats: Seats) -> Plan | Shortage:
    usable = np.ones(len(seats.score), dtype=bool)
    sure = True
    if problem.seat_floor and rules.search(problem, seats, usable, any_plan=True).seated is not None:

        def fits(tried: Flags) -> bool:
            nonlocal sure
            found = rules.search(problem, seats, tried, any_plan=True)
            sure &= found.finished
            return found.seated is not None

        usable = above_floor(seats, fits)
    found = rules.search(problem, seats, usable)
    if found.seated is None:
        return under_rules(problem, found)
    return _plan(problem, seats, found.seated, bound=found.bound, proved=found.finished and sure)


def _plan(
    problem: Panels, seats: Seats, seated: Flags, *, bound: float | None = None, proved: bool | None = None
) -> Plan:
    scores = {(application, reviewer): score for application, reviewer, score in problem.pairs}
    added = zip(seats.application[seated].tolist(), seats.reviewer[seated].tolist(), strict=True)
    assignments = tuple(sorted([*problem.keep, *added]))
    totals = [0] * problem.applications
    for pair in assignments:
        totals[pair[0]] += scores[pair]
    loads = Counter(reviewer for _, reviewer in assignments)
    return Plan(
        assignments=assignments,
        total_score=sum(totals),
        worst_seat_score=min((scores[pair] for pair in assignments), default=None),
        worst_application_score=min(totals, default=None),
        loads=tuple(loads[reviewer] for reviewer in range(problem.reviewers)),
        bound=bound,
        proved=proved,
    )
