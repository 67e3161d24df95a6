"""What is asked and what is answered, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Spread:
    """A series of equal periods; bass: new adopters in each, the other curves: adopters so far.

    `total` is the number that can ever adopt, where it is known (eligible wards, say).
    """

    series: tuple[float, ...]
    curve: str
    total: float | None
    periods_ahead: int


@dataclass(frozen=True)
class Forecast:
    """Parallel arrays; `value`, `low` and `high` are in the units of the series (95 % range)."""

    t: tuple[int, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Fit:
    """Parameters by name, their standard errors (None where not estimated or not known).

    `rss` is the sum of squared misses, `peak_t` the period of fastest spread (None where the curve
    has none after its start).
    """

    coef: Mapping[str, float]
    se: Mapping[str, float | None]
    rss: float
    peak_t: float | None
    forecast: Forecast | None
    warnings: tuple[str, ...]
