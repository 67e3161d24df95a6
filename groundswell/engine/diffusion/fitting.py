"""Least squares from several starts, standard errors, and the forecast with its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.diffusion.curves import CURVES, Curve
from groundswell.engine.diffusion.problem import Fit, Forecast, Spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_FOR_FORECAST = 8
LOOSE = 0.25
STEP = 1e-5
FLAT = 1e-7
EXACT = 1e-12
MOST_STEPS = 100
# The search ends within this of the answer; a longer step means that the numbers are not told apart.
NEAR = 1e-3
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A fitted curve for a series scaled to at most 1; `slopes_at` gives its slope by parameter.

    `covariance` is of the parameters that were fitted (the last ones, when the total is known), or
    None where the data do not tell them apart.
    """

    curve: Curve
    free: Floats
    fitted: int
    rss: float
    spare: int
    covariance: Floats | None

    @property
    def theta(self) -> Floats:
        return self.curve.natural(self.free)


def fit(spread: Spread) -> Fit:
    """The curve that misses the series least. The series is scaled first, so units do not matter."""
    scale = max(abs(value) for value in spread.series)
    series = np.array(spread.series) / scale
    found = _estimate(CURVES[spread.curve], series, None if spread.total is None else spread.total / scale)
    names, units = found.curve.names, np.array([scale, 1.0, 1.0])
    coef = dict(zip(names, (found.theta * units).tolist(), strict=True))
    if spread.total is not None:
        # As it was given: on the way through a logarithm it lost a last digit.
        coef[names[0]] = spread.total
    se = dict(zip(names, _errors(found, units), strict=True))
    peak = found.curve.peak(found.theta)
    return Fit(
        coef=coef,
        se=se,
        rss=found.rss * scale**2,
        peak_t=peak if peak > 0 else None,
        forecast=_forecast(found, spread, scale),
        warnings=_warnings(spread, coef, se, peak),
    )


def _estimate(curve: Curve, series: Floats, total: float | None) -> Estimate:
    t = np.arange(1.0, len(series) + 1)
    free = _search(curve, t, series, total)
    misses = series - curve.value(t, curve.natural(free))
    fitted = 3 if total is None else 2
    rss, spare = float(misses @ misses), len(series) - fitted
    slopes = _slopes(curve, t, free)[:, 3 - fitted :]
    covariance = _covariance(slopes, curve.natural(free)[3 - fitted :], rss / spare)
    return Estimate(curve, free, fitted, rss, spare, covariance)


def _search(curve: Curve, t: Floats, series: Floats, total: float | None) -> Floats:
    """The free numbers of the best answer over all starts; the first one wins a tie."""
    known = np.array([] if total is None else [np.log(total)])
    begin = len(known)

    def misses(free: Floats) -> Floats:
        return curve.value(t, curve.natural(np.concatenate([known, free]))) - series

    starts = dict.fromkeys(start[begin:] for start in curve.starts(series))
    limits = np.array(curve.low[begin:]), np.array(curve.high[begin:])
    answers = [_one(misses, np.clip(start, *limits), limits) for start in starts]
    return np.concatenate([known, _settled(misses, min(answers, key=lambda answer: answer[0])[1], limits)])


def _one(misses: Callable[[Floats], Floats], start: Floats, limits: tuple[Floats, Floats]) -> tuple[float, Floats]:
    """Half the squared misses and the free numbers, from one start."""
    from scipy.optimize import least_squares  # noqa: PLC0415 -- heavy

    found = least_squares(misses, start, bounds=limits, xtol=EXACT, ftol=EXACT, gtol=EXACT, max_nfev=MOST_STEPS)
    return float(found.cost), found.x


def _settled(misses: Callable[[Floats], Floats], free: Floats, limits: tuple[Floats, Floats]) -> Floats:
    """The answer to ten digits or more: Gauss-Newton steps for as long as each is half the one before.

    The search stops where the sum of squares no longer falls, which is flat at its lowest point: processors
    differ there in the eighth digit.
    """
    before = NEAR
    while True:
        columns = [misses(free + step) - misses(free - step) for step in STEP * np.eye(len(free))]
        step = np.linalg.lstsq(np.column_stack(columns) / (2 * STEP), -misses(free), rcond=None)[0]
        size = float(np.abs(step).max())
        moved = free + step
        if not size < before / 2 or (moved < limits[0]).any() or (moved > limits[1]).any():
            return free
        before, free = size, moved


def _slopes(curve: Curve, t: Floats, free: Floats) -> Floats:
    """How fast the curve moves with each parameter, by central differences."""
    columns = []
    for place in range(3):
        step = np.zeros(3)
        step[place] = STEP
        up, down = curve.natural(free + step), curve.natural(free - step)
        columns.append((curve.value(t, up) - curve.value(t, down)) / (up[place] - down[place]))
    return np.column_stack(columns)


def _covariance(slopes: Floats, theta: Floats, variance: float) -> Floats | None:
    sizes = np.linalg.norm(slopes, axis=0)
    still = bool((sizes * np.maximum(np.abs(theta), 1) < FLAT).any())
    if still or np.linalg.svd(slopes / sizes, compute_uv=False)[-1] < FLAT:
        return None
    inverse = np.linalg.inv((slopes / sizes).T @ (slopes / sizes))
    return np.asarray(variance * inverse / np.outer(sizes, sizes))


def _errors(found: Estimate, units: Floats) -> list[float | None]:
    if found.covariance is None:
        return [None, None, None]
    errors = (np.sqrt(np.diag(found.covariance)) * units[3 - found.fitted :]).tolist()
    return [*[None] * (3 - found.fitted), *errors]


def _forecast(found: Estimate, spread: Spread, scale: float) -> Forecast | None:
    """Value, and range from the doubt about the parameters and the scatter of single periods."""
    from scipy.special import stdtrit  # noqa: PLC0415 -- heavy

    seen = len(spread.series)
    if seen < LEAST_FOR_FORECAST or found.covariance is None:
        return None
    t = np.arange(seen + 1.0, seen + spread.periods_ahead + 1)
    value = found.curve.value(t, found.theta)
    slopes = _slopes(found.curve, t, found.free)[:, 3 - found.fitted :]
    doubt = np.einsum("ij,jk,ik->i", slopes, found.covariance, slopes) + found.rss / found.spare
    reach = float(stdtrit(found.spare, (1 + CONFIDENCE) / 2)) * np.sqrt(doubt)
    # Counts of people or places do not fall below nought, unless this series did.
    floor = 0.0 if min(spread.series) >= 0 else -np.inf
    # Where the total is known, adopters so far cannot be more.
    top = spread.total if found.curve.cumulative and spread.total is not None else np.inf
    return Forecast(
        t=tuple(range(seen + 1, seen + spread.periods_ahead + 1)),
        value=tuple(np.minimum(scale * value, top).tolist()),
        low=tuple(np.clip(scale * (value - reach), floor, top).tolist()),
        high=tuple(np.minimum(scale * (value + reach), top).tolist()),
    )


def _warnings(spread: Spread, coef: dict[str, float], se: dict[str, float | None], peak: float) -> tuple[str, ...]:
    said = []
    seen = len(spread.series)
    if seen < LEAST_FOR_FORECAST:
        said.append(f"{seen} periods are too few for a forecast: it needs {LEAST_FOR_FORECAST}.")
    if all(error is None for error in se.values()):
        said.append("The series does not tell the curve's numbers apart: no range can be given.")
    for name, error in se.items():
        if error is not None and error > LOOSE * abs(coef[name]):
            said.append(f"{name} is barely known: it is {coef[name]:.3g}, give or take {error:.2g}.")
    if spread.total is None and peak > seen:
        said.append("The fastest spread is not past yet, so the final total is a guess. Give m if it is known.")
    falls = any(after < before for before, after in zip(spread.series, spread.series[1:], strict=False))
    if CURVES[spread.curve].cumulative and falls:
        said.append("A total so far cannot fall, and this series does.")
    if min(spread.series) < 0:
        said.append("Some values are below nought.")
    return tuple(said)
