"""The plan in words for a lay reader."""

from __future__ import annotations

from groundswell.engine.assignment.problem import Panels, Plan, Shortage

GUESS = (
    "A match score is a guess from the subjects people chose. It does not say how well someone will read, "
    "so a person should look at the plan before it is used."
)
NO_CONFLICT = "Nobody sees an application where an interest is declared."


def in_words(problem: Panels, outcome: Plan | Shortage) -> str:
    """What the plan does, how good it is, and what is not certain about it."""
    if isinstance(outcome, Shortage):
        return f"No plan can be made. {outcome.reason}. {_what_helps(outcome)}"
    if not outcome.assignments:
        return "There are no places to fill."
    panel = _panel(problem)
    loads = f"Each person reads between {min(outcome.loads)} and {max(outcome.loads)}."
    score = (
        f"The match scores add up to {outcome.total_score:,}. The weakest single match scores "
        f"{outcome.worst_seat_score} of 1000."
    )
    return " ".join([panel, NO_CONFLICT, loads, score, _how_sure(problem, outcome), GUESS])


def _panel(problem: Panels) -> str:
    lay, professionals = problem.lay_each, problem.professionals_each
    people = f"{_count(professionals, 'professional')} and {_count(lay, 'patient or public member')}"
    outside = ", at least one professional from another organisation than the applicant's" if professionals else ""
    return f"Each of the {problem.applications} applications has {people}{outside}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _how_sure(problem: Panels, plan: Plan) -> str:
    if plan.proved is False:
        most = "" if plan.bound is None else f" None can add up to more than {plan.bound:,.0f}."
        return f"A better plan may exist: the search stopped early.{most}"
    if problem.seat_floor:
        return "No other plan has a better weakest match; of those that are as good there, none scores more."
    return "No other plan that keeps the rules scores more."


def _what_helps(short: Shortage) -> str:
    if short.proved is not None:
        return "Loosen an extra rule, or ask more people."
    return "Ask more people, let people take more, or make the panels smaller. Conflicts are never set aside."


def explain_member(problem: Panels, plan: Plan, reviewer: int) -> str:
    """What one member is told about their share; `reviewer` is the member's number."""
    mine = [application for application, who in plan.assignments if who == reviewer]
    if not mine:
        return "You were given no applications this time. That says nothing about you."
    scores = {(application, who): score for application, who, score in problem.pairs}
    marks = sorted(scores[application, reviewer] for application in mine)
    return (
        f"You were given {_count(len(mine), 'application')}; you said you could take up to "
        f"{problem.load_max[reviewer]}. {NO_CONFLICT} {_panel(problem)} Your match scores go from "
        f"{marks[0]} to {marks[-1]} of 1000, from the subjects you chose. {GUESS}"
    )
