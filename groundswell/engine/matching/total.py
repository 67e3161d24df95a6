"""The matching with the largest sum of fit, as one minimum-cost flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from groundswell.engine.matching.problem import Cohort

SOURCE, SINK, FIRST = 0, 1, 2


def best_total(cohort: Cohort) -> dict[str, str]:
    """As fellow: mentor. Names are put in order first, so the input's order is without effect."""
    from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow to load

    fellows, mentors = cohort.fellows, tuple(sorted(cohort.places))
    pairs = _pairs(cohort, fellows, mentors)
    people, guides = len(fellows), len(mentors)
    one = FIRST + np.arange(people)
    guide = FIRST + people + np.arange(guides)
    # A point of fit always outweighs any number of people; people break ties between equal fits.
    costs = [-(points * (people + 1) + 1) for _, _, points in pairs]
    # Source to fellow, fellow to sink without a mentor, mentor to sink, and the pairs last.
    tail = [np.full(people, SOURCE), one, guide, one[[i for i, _, _ in pairs]]]
    head = [one, np.full(people, SINK), np.full(guides, SINK), guide[[j for _, j, _ in pairs]]]
    places = [cohort.places[mentor] for mentor in mentors]
    capacity = np.concatenate([np.ones(2 * people), places, np.ones(len(pairs))])
    cost = np.concatenate([np.zeros(2 * people + guides), costs])
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tail).astype(np.int32),
        np.concatenate(head).astype(np.int32),
        capacity.astype(np.int64),
        cost.astype(np.int64),
    )
    solver.set_node_supply(SOURCE, people)
    solver.set_node_supply(SINK, -people)
    # Everyone may go without a mentor, so a full flow always exists.
    solver.solve()
    chosen = np.flatnonzero(solver.flows(arcs[2 * people + guides :]))
    return {fellows[pairs[place][0]]: mentors[pairs[place][1]] for place in chosen}


def _pairs(cohort: Cohort, fellows: tuple[str, ...], mentors: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """(fellow, mentor, points) of all pairs that may meet."""
    number = {mentor: place for place, mentor in enumerate(mentors)}
    wanted = {fellow: set(choices) for fellow, choices in cohort.fellow_choices.items()}
    welcome = {mentor: set(choices) for mentor, choices in cohort.mentor_choices.items()}
    return [
        (place, number[mentor], points)
        for place, fellow in enumerate(fellows)
        for mentor, points in sorted(cohort.fit.get(fellow, {}).items())
        if mentor in wanted.get(fellow, {mentor}) and fellow in welcome.get(mentor, {fellow})
    ]
