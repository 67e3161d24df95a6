"""What is asked and what is answered, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTS = ("poisson", "quasipoisson")
METHODS = (*COUNTS, "ols_newey_west", "glsar", "ar1_reml")


@dataclass(frozen=True)
class Series:
    """Points in time order, all lists parallel; `outcome` is counts or a rate in its own units.

    `exposure` is what the counts come from (people, bed days). `season` is the place in a period of
    `period` points. `lag` is how many points back neighbours are allowed to be alike.
    """

    outcome: tuple[float, ...]
    time: tuple[float, ...]
    after: tuple[bool, ...]
    exposure: tuple[float, ...] | None
    comparator: tuple[float, ...] | None
    season: tuple[float, ...]
    harmonics: int
    period: float
    slope_change: str
    method: str
    lag: int

    @property
    def of_counts(self) -> bool:
        return self.method in COUNTS


@dataclass(frozen=True)
class Effect:
    """Estimates by name; `low` and `high` are the 95 % range of `level`.

    For counts `ratio` is e^level, with its range, and `dispersion` is 1 (poisson) or the Pearson
    chi-squared by degree of freedom. A `durbin_watson` far below 2 means neighbours are alike.
    """

    coef: Mapping[str, float]
    se: Mapping[str, float]
    low: float
    high: float
    dispersion: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    durbin_watson: float | None
    n_before: int
    n_after: int
    warnings: tuple[str, ...]
