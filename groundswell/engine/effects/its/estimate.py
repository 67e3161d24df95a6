"""From a series to the effect: the design, the fit, the range and the warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.contract import Refused
from groundswell.engine.effects.its import fits
from groundswell.engine.effects.its.problem import Effect, Series

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundswell.engine.effects.its.fits import Fitted

    Floats = NDArray[np.float64]

CONFIDENCE = 0.95
FEW_EACH_SIDE = 12
FEW = 60
MORE_THAN_CHANCE = 1.5
ALIKE = 1.2


def estimate(series: Series) -> Effect:
    """Raises Refused where the points cannot tell the trend, the change and the season apart."""
    from scipy.special import ndtri, stdtrit  # noqa: PLC0415 -- heavy

    names, x = _design(series)
    fitted = _fit(series, x)
    spread = fitted.dispersion if series.method == "quasipoisson" else 1.0
    errors = np.sqrt(np.diag(fitted.covariance) * spread)
    chance = (1 + CONFIDENCE) / 2
    reach = float(ndtri(chance) if np.isinf(fitted.freedom) else stdtrit(fitted.freedom, chance))
    level, margin = float(fitted.coef[1]), reach * float(errors[1])
    counts = series.of_counts
    return Effect(
        coef=dict(zip(names, fitted.coef.tolist(), strict=True)),
        se=dict(zip(names, errors.tolist(), strict=True)),
        low=level - margin,
        high=level + margin,
        dispersion=spread if counts else None,
        ratio=float(np.exp(level)) if counts else None,
        ratio_low=float(np.exp(level - margin)) if counts else None,
        ratio_high=float(np.exp(level + margin)) if counts else None,
        durbin_watson=_durbin_watson(fitted.misses),
        n_before=len(series.after) - sum(series.after),
        n_after=sum(series.after),
        warnings=tuple(_warnings(series, fitted)),
    )


def _design(series: Series) -> tuple[list[str], Floats]:
    """The columns in the contract's names: intercept, level, time, slope, sin1, cos1, …"""
    time, after = np.array(series.time), np.array(series.after, dtype=np.float64)
    columns = {"intercept": np.ones(len(time)), "level": after, "time": time}
    if series.slope_change == "interaction":
        columns["slope"] = after * time
    if series.slope_change == "time_after":
        columns["slope"] = after * (time - time[after == 0][-1])
    turn = 2 * np.pi * np.array(series.season) / series.period
    for harmonic in range(1, series.harmonics + 1):
        columns[f"sin{harmonic}"] = np.sin(harmonic * turn)
        columns[f"cos{harmonic}"] = np.cos(harmonic * turn)
    x = np.column_stack(list(columns.values()))
    if len(time) <= x.shape[1] + 1:
        message = f"{len(time)} points are too few for {x.shape[1]} things to be estimated."
        raise Refused("too_few_points", message, "outcome")
    if np.linalg.matrix_rank(x / np.linalg.norm(x, axis=0).clip(1e-300)) < x.shape[1]:
        message = "The points cannot tell the trend, the change and the season apart. Use fewer harmonics."
        raise Refused("cannot_tell_apart", message, "harmonics")
    return list(columns), x


def _fit(series: Series, x: Floats) -> Fitted:
    outcome = np.array(series.outcome)
    if series.of_counts:
        exposure = np.ones(len(outcome)) if series.exposure is None else np.array(series.exposure)
        return fits.poisson(x, outcome, np.log(exposure))
    y = outcome if series.comparator is None else outcome - np.array(series.comparator)
    if series.method == "ols_newey_west":
        return fits.newey_west(x, y, series.lag)
    return fits.glsar(x, y, series.lag) if series.method == "glsar" else fits.ar1_reml(x, y)


def _durbin_watson(misses: Floats) -> float | None:
    size = float(misses @ misses)
    steps = np.diff(misses)
    return float(steps @ steps) / size if size > 0 else None


def _warnings(series: Series, fitted: Fitted) -> list[str]:
    said = []
    n_after = sum(series.after)
    if min(n_after, len(series.after) - n_after) < FEW_EACH_SIDE:
        said.append(f"Fewer than {FEW_EACH_SIDE} points on one side of the change.")
    if len(series.after) < FEW:
        said.append(f"The range is somewhat too narrow with fewer than {FEW} points.")
    if series.method == "poisson" and fitted.dispersion > MORE_THAN_CHANCE:
        said.append(f"The counts vary {fitted.dispersion:.1f} times as much as this method allows: use quasipoisson.")
    watson = _durbin_watson(fitted.misses)
    if series.method in ("poisson", "quasipoisson", "ols_newey_west") and watson is not None and watson < ALIKE:
        said.append("Neighbouring points are alike, so the range is too narrow.")
    if series.slope_change == "interaction":
        said.append("With interaction, level is the change at time 0; time_after gives it at the change.")
    gaps = np.diff(series.time)
    if not np.allclose(gaps, gaps[0]):
        said.append("The points are not evenly spaced in time; they are treated as if they were neighbours.")
    return said
