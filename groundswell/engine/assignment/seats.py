"""What is still to be filled once the started reviews are seated, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundswell.engine.assignment.problem import Panels

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Seats:
    """Open places by application, reviews still promised (`least`) and possible (`most`) by reviewer.

    `inside` is how many professionals of the applicant's own organisation may still join: one less
    than the panel's professionals, so that at least one is from outside. It is below 0 when the
    started reviews already fill the panel from inside. The pair arrays are parallel.
    """

    lay: Ints
    professional: Ints
    inside: Ints
    least: Ints
    most: Ints
    application: Ints
    reviewer: Ints
    score: Ints
    by_lay: Flags
    by_inside: Flags

    @property
    def open(self) -> int:
        return int(self.lay.sum() + self.professional.sum())


def open_seats(problem: Panels) -> Seats:
    kept = set(problem.keep)
    pairs = np.array([pair for pair in problem.pairs if pair[:2] not in kept], dtype=np.int64).reshape(-1, 3)
    application, reviewer, score = pairs.T
    is_lay = np.array(problem.is_lay, dtype=bool)
    application_org, reviewer_org = _numbered(problem)
    lay = np.full(problem.applications, problem.lay_each)
    professional = np.full(problem.applications, problem.professionals_each)
    inside = np.maximum(professional - 1, 0)
    loads = np.zeros(problem.reviewers, dtype=np.int64)
    for a, r in problem.keep:
        loads[r] += 1
        (lay if problem.is_lay[r] else professional)[a] -= 1
        inside[a] -= not problem.is_lay[r] and problem.same_organisation(a, r)
    by_lay = is_lay[reviewer]
    return Seats(
        lay=lay,
        professional=professional,
        inside=inside,
        least=np.maximum(np.array(problem.load_min, dtype=np.int64) - loads, 0),
        most=np.array(problem.load_max, dtype=np.int64) - loads,
        application=application,
        reviewer=reviewer,
        score=score,
        by_lay=by_lay,
        by_inside=~by_lay & (application_org[application] == reviewer_org[reviewer]),
    )


def _numbered(problem: Panels) -> tuple[Ints, Ints]:
    """Organisations as numbers, so that pairs compare in one go."""
    number = {org: place for place, org in enumerate(dict.fromkeys(problem.application_org))}
    return (
        np.array([number[org] for org in problem.application_org], dtype=np.int64),
        np.array([number.get(org, -1) for org in problem.reviewer_org], dtype=np.int64),
    )
