"""Where the lines of an XmR chart lie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Both follow from d2 = 1.128 and D4 = 3.267 for ranges of two points (Wheeler 1993), rounded as the
# NHS charts round them.
LIMIT = 2.66
NEAR_LIMIT = 2 * (LIMIT / 3)
SCREEN = 3.267


@dataclass(frozen=True)
class Limits:
    """The lines of one rebase group, in the units of its values; None is undefined.

    `mean` is the centre, `lower` and `upper` the process limits, `near_lower` and `near_upper` the
    lines at two thirds of the way, beyond which a point counts as close to the limits.
    """

    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


def xmr_limits(baseline: Sequence[float | None], *, screen_outliers: bool) -> Limits:
    """Mean ± 2.66 x the mean moving range of the baseline.

    A gap takes part in no moving range. With `screen_outliers`, moving ranges that are not below
    3.267 x their mean are left out and the mean is taken once more, once only; in a constant series
    that leaves none, and the limits are undefined. Source: NHSRplotthedots 0.2.2, Wheeler 1993.
    """
    mean = mean_of([value for value in baseline if value is not None])
    ranges = [abs(after - before) for before, after in pairwise(baseline) if _both(before, after)]  # type: ignore[operator]
    spread = mean_of(ranges)
    if screen_outliers and spread is not None:
        spread = mean_of([size for size in ranges if size < SCREEN * spread])
    if mean is None or spread is None:
        return Limits(mean, None, None, None, None)
    far, near = LIMIT * spread, NEAR_LIMIT * spread
    return Limits(mean, mean - far, mean + far, mean - near, mean + near)


def _both(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None


def mean_of(values: Sequence[float]) -> float | None:
    """The mean to the last digit: a second pass adds what rounding lost, so that a point that lies
    on the mean is found there.
    """
    if not values:
        return None
    first = fsum(values) / len(values)
    return first + fsum(value - first for value in values) / len(values)
