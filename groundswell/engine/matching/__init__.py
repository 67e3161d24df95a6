"""Fellows and mentors (or placements), matched so that no two would rather have each other.

"stable": deferred acceptance with places (Gale & Shapley, American Mathematical Monthly 69, 1962;
hospitals and residents, Gusfield & Irving 1989). The side named by `optimal_for` gets the best it
can have in any stable matching. "total_fit": the matching with the largest sum of fit, and among
those the one with most people matched, by one minimum-cost flow; it need not be stable.
"""

from __future__ import annotations

from groundswell.engine.matching.deferred import blocking_pairs, stable
from groundswell.engine.matching.problem import Cohort, Matching
from groundswell.engine.matching.reading import read
from groundswell.engine.matching.total import best_total
from groundswell.engine.matching.words import explain_fellow, in_words

__all__ = ["VERSION", "Cohort", "Matching", "answer", "explain", "explain_fellow", "match", "read"]

VERSION = "matching 1"


def match(cohort: Cohort) -> Matching:
    """Who goes to whom, with the choice each fellow got (1 is the first choice)."""
    mentor_of = stable(cohort) if cohort.objective == "stable" else best_total(cohort)
    groups: dict[str, list[str]] = {mentor: [] for mentor in sorted(cohort.places)}
    for fellow, mentor in sorted(mentor_of.items()):
        groups[mentor].append(fellow)
    return Matching(
        groups=groups,
        unmatched=tuple(fellow for fellow in cohort.fellows if fellow not in mentor_of),
        choice_received={fellow: _choice(cohort, fellow, mentor_of.get(fellow)) for fellow in cohort.fellows},
        blocking_pairs=blocking_pairs(cohort, mentor_of),
    )


def _choice(cohort: Cohort, fellow: str, mentor: str | None) -> int | None:
    choices = cohort.fellow_choices.get(fellow, ())
    return choices.index(mentor) + 1 if mentor in choices else None


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs. Raises Refused for an input that cannot be used."""
    found = match(read(payload))
    return {
        "matches": found.groups,
        "unmatched": found.unmatched,
        "choice_received": found.choice_received,
        "blocking_pairs": found.blocking_pairs,
    }


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    cohort = read(payload)
    return in_words(cohort, match(cohort))
