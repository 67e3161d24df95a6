"""Why the panels cannot be filled, counted in people's places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.assignment import network
from groundswell.engine.assignment.problem import Panels, Shortage

if TYPE_CHECKING:
    from groundswell.engine.assignment.rules import Found
    from groundswell.engine.assignment.seats import Seats


def find_shortage(problem: Panels, seats: Seats) -> Shortage | None:
    """What stands in the way, in this order: people, outside members, promised reviews."""
    promised = int(seats.least.sum())
    if (seats.inside >= 0).all() and promised <= seats.open and not _missing(seats):
        return None
    unpromised = replace(seats, least=np.zeros_like(seats.least))
    return _people(problem, unpromised) or _outside(unpromised) or _promises(seats, promised)


def _missing(seats: Seats) -> int:
    net = network.build(seats)
    return net.demand - network.filled(net, network.fullest(net))


def _people(problem: Panels, seats: Seats) -> Shortage | None:
    """Lay members and professionals have places of their own, so their gaps are counted apart."""
    flow = network.fullest(network.build(seats, outside=False))
    panels = problem.applications
    # The last arcs are the open places: lay ones of every application, then professional ones.
    places = flow[len(flow) - 2 * panels :]
    lay = _gap(problem, seats, int(places[:panels].sum()), of_lay=True)
    professional = _gap(problem, seats, int(places[panels:].sum()), of_lay=False)
    gaps = [gap for gap in (lay, professional) if gap is not None]
    if not gaps:
        return None
    return Shortage("; ".join(gap[0] for gap in gaps), sum(gap[1] for gap in gaps))


def _gap(problem: Panels, seats: Seats, filled: int, *, of_lay: bool) -> tuple[str, int] | None:
    missing = int((seats.lay if of_lay else seats.professional).sum()) - filled
    if not missing:
        return None
    each = problem.lay_each if of_lay else problem.professionals_each
    needed = problem.applications * each
    kind, people = ("lay", "lay members") if of_lay else ("professional", "professionals")
    words = f"{needed} {kind} places needed, {people} can take {needed - missing}: {missing} short"
    may_take = sum(load for load, is_lay in zip(problem.load_max, problem.is_lay, strict=True) if is_lay is of_lay)
    if may_take >= needed:
        words += " (they have the time; conflicts of interest keep them from the places left)"
    return words, missing


def _outside(seats: Seats) -> Shortage | None:
    filled_from_inside = int((seats.inside < 0).sum())
    missing = filled_from_inside + _missing(seats)
    if not missing:
        return None
    words = f"professional places need someone from another organisation and nobody can take them: {missing}"
    return Shortage(f"{missing} {words} short", missing)


def _promises(seats: Seats, promised: int) -> Shortage:
    over = promised - seats.open
    if over > 0:
        words = f"Reviewers are promised {promised} more reviews and {seats.open} places are open: {over} short"
        return Shortage(words, over)
    missing = _missing(seats)
    words = "Every place can be filled, but not so that everyone gets the reviews they were promised"
    return Shortage(f"{words}: {missing} short", missing)


def under_rules(problem: Panels, found: Found) -> Shortage:
    """Why no plan keeps the extra rules; the panels without them can be filled."""
    if not found.finished:
        words = "No plan that keeps the extra rules was found before the search stopped; there may be one"
        return Shortage(words, None, bound=found.bound, proved=False)
    worst, points = _least_reachable(problem)
    if points < problem.min_total:
        short = problem.min_total - points
        words = f"Application {worst} can reach {points} of the {problem.min_total} points it needs at least"
        return Shortage(f"{words}: {short} short", short, proved=True)
    words = "The places can be filled, but not so that the extra rules are kept in every panel"
    return Shortage(words, None, proved=True)


def _least_reachable(problem: Panels) -> tuple[int, int]:
    """The application whose best own panel, were it alone, scores least; and that score."""
    lists: list[tuple[list[int], list[int]]] = [([], []) for _ in range(problem.applications)]
    for application, reviewer, score in problem.pairs:
        lists[application][problem.is_lay[reviewer]].append(score)
    sizes = problem.professionals_each, problem.lay_each
    reach = [
        sum(sum(sorted(scores, reverse=True)[:size]) for scores, size in zip(two, sizes, strict=True)) for two in lists
    ]
    worst = min(range(len(reach)), key=reach.__getitem__)
    return worst, reach[worst]
