"""A portfolio in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.portfolio.rules import rows_of
from groundswell.engine.portfolio.select import Impossible, Portfolio

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = {
    "places": "the number of places",
    "budget_k": "the budget",
    "theme_min": "the least numbers by theme",
    "stage_min": "the least numbers of early and developed projects",
    "org_max": "the limit by organisation",
    "excludes": "the pairs that may not both be chosen",
}
EXTRA = {
    "places": "{0:g} more place",
    "budget_k": "{0:g} thousand more budget",
    "org_max": "{0:g} more allowed for its organisation",
    "excludes": "leave to be chosen beside a project that it may not join",
}
DOUBT = (
    "Scores are uncertain and a difference of a few points means little. Look at the near alternatives"
    " as well; the panel chooses, and records why."
)


def words(result: Portfolio | Impossible) -> str:
    """The selection, each outsider, the alternatives, the price of each rule, and the doubt."""
    if isinstance(result, Impossible):
        return f"No selection keeps all the rules. {result.reason}"
    outside = [outsider_words(result, number) for number in result.score_increase_needed_to_enter]
    parts = [_selection(result), "\n".join(outside), _alternatives(result), _prices(result), DOUBT]
    return "\n\n".join(part for part in parts if part)


def _selection(result: Portfolio) -> str:
    chosen = named(result.selected) if result.selected else "none"
    return (
        f"Best selection: {chosen}. Together they score {result.total_score:g} and cost"
        f" {result.total_cost_k:g} thousand."
    )


def outsider_words(result: Portfolio, number: int) -> str:
    """What one that is not selected would need: points, or room, and whom it would replace."""
    gap = result.score_increase_needed_to_enter[number]
    if gap is None:
        return f"{number} is not selected: the rules keep it out whatever its score."
    needs = f"{gap:g} more points" if gap else "nothing: it ties"
    change = f"{needs}{_room(result, number)}.{_leaves(result, number)}"
    return f"{number} is not selected. To be in, it would need {change}"


def _room(result: Portfolio, number: int) -> str:
    """What would let it join the selection as it is, without a single point more."""
    chosen = [*result.selected, number]
    over = {row.rule: row.excess(chosen) for row in rows_of(result.candidates, result.rules) if row.excess(chosen) > 0}
    extra = " and ".join(EXTRA[rule].format(by) for rule, by in over.items())
    return f", or {extra}" if extra else ""


def _leaves(result: Portfolio, number: int) -> str:
    leaving = result.would_replace[number]
    return f" It would replace {named(leaving)}." if leaving else ""


def _alternatives(result: Portfolio) -> str:
    if not result.near_optimal:
        return "No other selection comes within 0.5% of this one."
    lines = [f"- {named(other)}" for other in result.near_optimal]
    return "\n".join(["These score almost as much (within 0.5%):", *lines])


def _prices(result: Portfolio) -> str:
    lines = [f"- without {RULES[rule]}: {price:g} points more" for rule, price in result.price_of_rule.items() if price]
    return "\n".join(["What each rule costs:", *lines]) if lines else ""


def named(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
