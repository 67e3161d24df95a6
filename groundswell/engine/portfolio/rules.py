"""What may be chosen from, and the rules of a portfolio as rows that a solver can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum, inf
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

Stage = Literal["early", "developed"]


@dataclass(frozen=True)
class Candidate:
    """One application: its score (more is better) and its cost in thousands of the currency."""

    score: float
    cost_k: float
    theme: int
    stage: Stage
    org: str | int


@dataclass(frozen=True)
class Rules:
    """Limits of the whole selection; None is no limit.

    `theme_min` is by theme number, `excludes` are pairs that may not both be chosen.
    """

    places: int
    budget_k: float | None = None
    theme_min: tuple[int, ...] = ()
    stage_min: dict[str, int] = field(default_factory=dict)
    org_max: int | None = None
    excludes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Row:
    """low <= sum of the chosen ones' weights <= high, on behalf of a rule.

    `of` says which theme, stage or organisation it is about.
    """

    rule: str
    weights: Floats
    low: float = -inf
    high: float = inf
    of: str = ""

    def excess(self, chosen: Sequence[int]) -> float:
        """By how much the chosen ones are over the limit; 0 or less when they are not."""
        return fsum(self.weights[list(chosen)]) - self.high


def rows_of(candidates: Sequence[Candidate], rules: Rules) -> list[Row]:
    """Every rule that is given, in the order in which a panel would think of them."""
    rows = [Row("places", np.ones(len(candidates)), high=rules.places)]
    if rules.budget_k is not None:
        costs = np.array([candidate.cost_k for candidate in candidates])
        rows.append(Row("budget_k", costs, high=rules.budget_k))
    rows.extend(_minimums(candidates, rules))
    if rules.org_max is not None:
        orgs = [str(candidate.org) for candidate in candidates]
        rows.extend(Row("org_max", _is(org, orgs), high=rules.org_max, of=org) for org in sorted(set(orgs)))
    numbers = range(len(candidates))
    rows.extend(Row("excludes", _is(one, numbers) + _is(other, numbers), high=1) for one, other in rules.excludes)
    return rows


def _minimums(candidates: Sequence[Candidate], rules: Rules) -> Iterator[Row]:
    themes = [candidate.theme for candidate in candidates]
    for theme, least in enumerate(rules.theme_min):
        if least:
            yield Row("theme_min", _is(theme, themes), low=least, of=str(theme))
    stages = [candidate.stage for candidate in candidates]
    for stage, least in rules.stage_min.items():
        if least:
            yield Row("stage_min", _is(stage, stages), low=least, of=stage)


def _is(label: object, labels: Iterable[object]) -> Floats:
    return np.array([float(one == label) for one in labels])
