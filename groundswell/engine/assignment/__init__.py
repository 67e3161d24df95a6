"""Who reads which application: the best lawful set of panels, exactly.

Every application gets k professionals and m lay members; with k of 1 or more, at least one of its
professionals is from another organisation than the applicant's. A pair that is not offered is a
conflict and is never seated. Among all plans that keep the loads, the one with the largest total
match score is found exactly, as one minimum-cost flow (Ahuja, Magnanti & Orlin 1993, chapter 9);
"seat_floor" first raises the worst seat as far as it goes (after Stelmakh, Shah & Singh,
PeerReview4All, JMLR 22, 2021) and then the total. Extra rules are solved as an integer programme.
"""

from __future__ import annotations

from groundswell.engine.assignment.problem import Panels, Plan, Shortage
from groundswell.engine.assignment.reading import read
from groundswell.engine.assignment.solving import solve
from groundswell.engine.assignment.words import explain_member, in_words

__all__ = ["VERSION", "Panels", "Plan", "Shortage", "answer", "explain", "explain_member", "read", "solve"]

VERSION = "assignment 1"


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs. Raises Refused for an input that cannot be used."""
    problem = read(payload)
    outcome = solve(problem)
    if isinstance(outcome, Shortage):
        found: dict[str, object] = {
            "infeasible": True,
            "reason": outcome.reason,
            "shortfall": outcome.shortfall,
        }
    else:
        found = {
            "assignments": outcome.assignments,
            "total_score": outcome.total_score,
            "worst_seat_score": outcome.worst_seat_score,
            "worst_application_score": outcome.worst_application_score,
            "loads": outcome.loads,
        }
    if problem.has_rules:
        # A shortage without any extra rule is certain, and carries no mark of its own.
        found |= {"bound": outcome.bound, "proved": outcome.proved is not False}
    return found


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    problem = read(payload)
    return in_words(problem, solve(problem))
