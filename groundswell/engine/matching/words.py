"""The matching in words for a lay reader."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.engine.matching.problem import Cohort, Matching

LISTS_ONLY = (
    "This rests only on what people wrote down. It cannot know whether two people will get on, so talk "
    "to them before it is settled."
)


def in_words(cohort: Cohort, found: Matching) -> str:
    """Who got what, what that promises, and what is not known."""
    total = len(cohort.fellows)
    matched = total - len(found.unmatched)
    said = [f"{matched} of {total} fellows have a mentor."]
    choices = Counter(place for place in found.choice_received.values() if place is not None)
    if choices:
        said.append(f"{choices[1]} got their first choice and {choices[2]} their second.")
    said.append(_promise(cohort, found))
    if found.unmatched:
        said.append(_unmatched(cohort))
    return " ".join([*said, LISTS_ONLY])


def _promise(cohort: Cohort, found: Matching) -> str:
    if cohort.objective == "stable":
        side = "fellow" if cohort.optimal_for == "fellow" else "mentor"
        return (
            "No mentor and fellow would both rather have each other. Where more than one such answer "
            f"exists, this is the one that is best for every {side}."
        )
    said = "No other matching has more fit in all."
    if not found.blocking_pairs:
        return said
    return f"{said} In {found.blocking_pairs} cases a mentor and a fellow would both rather have each other."


def _unmatched(cohort: Cohort) -> str:
    if cohort.objective == "stable":
        return (
            "Those without a mentor would be without one in every matching of this kind: a longer list "
            "or more places helps, luck does not."
        )
    return "Those without a mentor need more places, or more mentors who suit them."


def explain_fellow(cohort: Cohort, found: Matching, fellow: str) -> str:
    """What one fellow is told."""
    place = found.choice_received[fellow]
    if fellow in found.unmatched:
        return f"You have no mentor yet. {_unmatched(cohort)}"
    if place is None:
        return f"You were matched by how well you fit, since you gave no list. {LISTS_ONLY}"
    if place == 1:
        return f"You got your first choice. {LISTS_ONLY}"
    above = (
        "The mentors above it on your list were filled by people they ranked higher"
        if cohort.objective == "stable"
        else "The mentors above it went to people who fit them better, or so that more fit was had in all"
    )
    return f"You got number {place} on your list. {above}. {LISTS_ONLY}"
