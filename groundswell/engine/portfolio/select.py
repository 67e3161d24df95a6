"""The best portfolio, and what would have to change for another one."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from groundswell.engine.portfolio.rules import Candidate, Row, Rules, rows_of
from groundswell.engine.portfolio.solver import Choice, Solver

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 0.005
# Differences below this share of the total are rounding.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Portfolio:
    """The best selection with its reasons; numbers are those of the candidates.

    Scores, gaps and prices are in points, costs in thousands. `score_increase_needed_to_enter` is
    what an outsider lacks to tie (None: the rules keep it out whatever its score), `would_replace`
    who would leave for it. `near_optimal` are the other selections within 0.5 %, best first: for each
    outsider that can come in at that price, the best selection that has it.
    `price_of_rule` is what the total would gain without the rule.
    """

    candidates: tuple[Candidate, ...]
    rules: Rules
    selected: tuple[int, ...]
    total_score: float
    total_cost_k: float
    score_increase_needed_to_enter: dict[int, float | None]
    would_replace: dict[int, tuple[int, ...]]
    near_optimal: tuple[tuple[int, ...], ...]
    price_of_rule: dict[str, float]


@dataclass(frozen=True)
class Impossible:
    """No selection keeps all the rules; `reason` names the rule and by how much it fails."""

    reason: str


def choose(candidates: Sequence[Candidate], rules: Rules) -> Portfolio | Impossible:
    """Maximise the sum of scores over sets that keep every rule (0/1 programme, solved to the optimum).

    Each explanation is exact: the same programme once more with a candidate forced in or a rule left
    out. Raises Refused when the solver's step limit is met.
    """
    solver, rows = Solver(candidates), rows_of(candidates, rules)
    best = solver.best(rows) if candidates else _nothing(rows)
    if best is None:
        return Impossible(_reason(solver, rows))
    entries = _entries(solver, rows, best, len(candidates))
    return Portfolio(
        candidates=tuple(candidates),
        rules=rules,
        selected=best.selected,
        total_score=best.total,
        total_cost_k=fsum(candidates[number].cost_k for number in best.selected),
        score_increase_needed_to_enter={
            number: None if entry is None else _gain(best, entry) for number, entry in entries.items()
        },
        would_replace={
            number: tuple(sorted({*best.selected} - {*entry.selected}))
            for number, entry in entries.items()
            if entry is not None
        },
        near_optimal=_alternatives(best, entries),
        price_of_rule=_prices(solver, rows, best) if candidates else {},
    )


def _nothing(rows: Sequence[Row]) -> Choice | None:
    return None if any(row.low > 0 for row in rows) else Choice((), 0.0)


def _entries(solver: Solver, rows: Sequence[Row], best: Choice, count: int) -> dict[int, Choice | None]:
    outside = sorted(set(range(count)) - set(best.selected))
    return {number: solver.best(rows, forced=number) for number in outside}


def _gain(more: Choice, less: Choice) -> float:
    """The difference in points; what is only rounding counts as a tie."""
    gain = more.total - less.total
    return gain if gain > ROUNDING * max(abs(more.total), abs(less.total)) else 0.0


def _alternatives(best: Choice, entries: dict[int, Choice | None]) -> tuple[tuple[int, ...], ...]:
    least = best.total - (NEAR + ROUNDING) * abs(best.total)
    near = {entry for entry in entries.values() if entry is not None and entry.total >= least}
    return tuple(other.selected for other in sorted(near, key=lambda other: (-other.total, other.selected)))


def _prices(solver: Solver, rows: Sequence[Row], best: Choice) -> dict[str, float]:
    prices = {}
    for rule in dict.fromkeys(row.rule for row in rows):
        freed = solver.best([row for row in rows if row.rule != rule] or [_free(rows[0])])
        # Fewer rules cannot make a selection impossible.
        prices[rule] = 0.0 if freed is None else _gain(freed, best)
    return prices


def _free(row: Row) -> Row:
    return Row("free", row.weights)


SHORT = {
    "places": "The other rules need {0:g} more than the places there are.",
    "budget_k": "The other rules cost at least {0:g} thousand more than the budget.",
    "theme_min": "The least numbers by theme cannot be met: {0:g} too few.",
    "stage_min": "The least numbers of early and developed projects cannot be met: {0:g} too few.",
    "org_max": "The limit by organisation would have to be broken by {0:g}.",
    "excludes": "{0:g} of the pairs that may not both be chosen would have to be.",
}


def _reason(solver: Solver, rows: Sequence[Row]) -> str:
    for rule in dict.fromkeys(row.rule for row in rows):
        breach = solver.least_breach(rows, rule)
        if breach is not None:
            return SHORT[rule].format(breach)
    return "Several rules clash: no single one of them is enough to leave out."
