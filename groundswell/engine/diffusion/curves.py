"""The three curves: their values, where they peak, where a search starts and how far it may go.

A search moves free numbers, from which `natural` makes the parameters: mostly logarithms, so that
parameters stay above 0. The first parameter is always the total, with the series scaled to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """`starts` takes the scaled series; `low` and `high` limit the free numbers."""

    names: tuple[str, str, str]
    value: Callable[[Floats, Floats], Floats]
    natural: Callable[[Floats], Floats]
    peak: Callable[[Floats], float]
    starts: Callable[[Floats], list[tuple[float, float, float]]]
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    cumulative: bool


def _bass(t: Floats, theta: Floats) -> Floats:
    m, p, q = theta.tolist()

    def share(when: Floats) -> Floats:
        left = np.exp(-(p + q) * when)
        return np.asarray((1 - left) / (1 + q / p * left))

    return np.asarray(m * (share(t) - share(t - 1)))


def _bass_peak(theta: Floats) -> float:
    _, p, q = theta.tolist()
    return float(math.log(q / p) / (p + q))


def _bass_starts(series: Floats) -> list[tuple[float, float, float]]:
    adopted = max(float(series.sum()), 0.1)
    grid = product((1.1, 2.0), (0.003, 0.02, 0.1), (0.1, 0.4))
    return [(math.log(times * adopted), math.log(p), math.log(q)) for times, p, q in grid]


def _logistic(t: Floats, theta: Floats) -> Floats:
    total, middle, scale = theta.tolist()
    # Beyond 700 the exponential leaves the range of numbers; the curve is 0 there.
    return np.asarray(total / (1 + np.exp(np.minimum((middle - t) / scale, 700.0))))


def _logistic_natural(free: Floats) -> Floats:
    return np.array([math.exp(free[0]), free[1], math.exp(free[2])])


def _logistic_starts(series: Floats) -> list[tuple[float, float, float]]:
    n = len(series)
    grid = product((1.05, 2.0), (0.2, 0.5, 1.0), (0.05, 0.2))
    return [(math.log(times), n * middle, math.log(n * scale)) for times, middle, scale in grid]


def _gompertz(t: Floats, theta: Floats) -> Floats:
    total, b2, b3 = theta.tolist()
    return np.asarray(total * np.exp(-b2 * b3**t))


def _gompertz_natural(free: Floats) -> Floats:
    return np.array([math.exp(free[0]), math.exp(free[1]), math.exp(-math.exp(free[2]))])


def _gompertz_starts(_: Floats) -> list[tuple[float, float, float]]:
    grid = product((1.05, 2.0), (2.0, 6.0), (0.6, 0.85, 0.97))
    return [(math.log(times), math.log(b2), math.log(-math.log(b3))) for times, b2, b3 in grid]


CURVES = {
    "bass": Curve(
        names=("m", "p", "q"),
        value=_bass,
        natural=np.exp,
        peak=_bass_peak,
        starts=_bass_starts,
        low=(-5, -18, -18),
        high=(14, 1.5, 2.5),
        cumulative=False,
    ),
    "logistic": Curve(
        names=("Asym", "xmid", "scal"),
        value=_logistic,
        natural=_logistic_natural,
        peak=lambda theta: float(theta[1]),
        starts=_logistic_starts,
        low=(-5, -1e5, -4),
        high=(9, 1e5, 9),
        cumulative=True,
    ),
    "gompertz": Curve(
        names=("Asym", "b2", "b3"),
        value=_gompertz,
        natural=_gompertz_natural,
        peak=lambda theta: math.log(theta[1]) / -math.log(theta[2]),
        starts=_gompertz_starts,
        low=(-5, -9, -9),
        high=(9, 9, 1.5),
        cumulative=True,
    ),
}
