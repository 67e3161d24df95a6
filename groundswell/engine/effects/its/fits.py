"""The fits themselves: numbers in, estimates and their covariance out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from groundswell.engine.contract import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_STEPS = 100
CLOSE = 1e-12
FURTHEST = 0.98
PERFECT = 1e-12


class Fitted(NamedTuple):
    """Estimates, their covariance, degrees of freedom of the range (infinite: normal), misses.

    `dispersion` is the Pearson chi-squared by degree of freedom for counts, else 1.
    """

    coef: Floats
    covariance: Floats
    freedom: float
    misses: Floats
    dispersion: float = 1.0


def least_squares(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    coef = np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], dtype=np.float64)
    return coef, y - x @ coef


def newey_west(x: Floats, y: Floats, lag: int) -> Fitted:
    """Ordinary least squares; the covariance allows for neighbours up to `lag` points apart."""
    coef, misses = least_squares(x, y)
    scores = x * misses[:, None]
    middle = scores.T @ scores
    for apart in range(1, lag + 1):
        product = scores[apart:].T @ scores[:-apart]
        middle += (1 - apart / (lag + 1)) * (product + product.T)
    bread = np.linalg.inv(x.T @ x)
    return Fitted(coef, bread @ middle @ bread, len(y) - x.shape[1], misses)


def poisson(x: Floats, y: Floats, log_exposure: Floats) -> Fitted:
    """Log-linear counts by iteratively reweighted least squares (McCullagh & Nelder 1989).

    Raises Refused when the steps do not settle (a season with no events, say).
    """
    mean = np.maximum(y, 0.1 * y.mean())
    coef: Floats = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        working = np.log(mean) - log_exposure + (y - mean) / mean
        root = np.sqrt(mean)
        before, coef = coef, least_squares(x * root[:, None], working * root)[0]
        mean = np.exp(np.clip(x @ coef + log_exposure, -700, 700))
        if np.max(np.abs(coef - before)) <= CLOSE * (1 + np.max(np.abs(coef))):
            break
    else:
        raise Refused("no_answer", "These counts settle on no answer: some season may have no events.", "outcome")
    covariance: Floats = np.asarray(np.linalg.inv((x * mean[:, None]).T @ x), dtype=np.float64)
    pearson = (y - mean) / np.sqrt(mean)
    return Fitted(coef, covariance, np.inf, pearson, float(pearson @ pearson) / (len(y) - len(coef)))


def glsar(x: Floats, y: Floats, lag: int) -> Fitted:
    """Autoregressive errors of order `lag`, iterated as in Cochrane & Orcutt (statsmodels' GLSAR)."""
    from statsmodels.regression.linear_model import GLSAR  # type: ignore[import-untyped]  # noqa: PLC0415

    misses = least_squares(x, y)[1]
    if _perfect(misses, y):
        return _exact(x, y)
    found = GLSAR(y, x, rho=lag).iterative_fit(maxiter=MOST_STEPS, rtol=1e-10)
    return Fitted(found.params, found.cov_params(), float(found.df_resid), misses)


def ar1_reml(x: Floats, y: Floats) -> Fitted:
    """First-order autoregressive errors by restricted maximum likelihood; keeps the first point.

    The degrees of freedom of the range are cut by (1 - rho) / (1 + rho), as neighbours that are
    alike say less. rho is searched on a grid and then refined.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 -- heavy

    misses = least_squares(x, y)[1]
    if _perfect(misses, y):
        return _exact(x, y)
    grid = np.linspace(-FURTHEST, FURTHEST, 50)
    place = int(np.argmin([_reml(rho, x, y) for rho in grid]))
    around = grid[max(place - 1, 0)], grid[min(place + 1, len(grid) - 1)]
    rho = float(minimize_scalar(_reml, bounds=around, args=(x, y), method="bounded", options={"xatol": 1e-9}).x)
    white_x, white_y = _whiten(x, rho), _whiten(y, rho)
    coef, white = least_squares(white_x, white_y)
    spare = len(y) - x.shape[1]
    covariance = np.linalg.inv(white_x.T @ white_x) * float(white @ white) / spare
    alike = max(rho, 0.0)
    return Fitted(coef, covariance, max(spare * (1 - alike) / (1 + alike), 1.5), misses)


def _whiten(values: Floats, rho: float) -> Floats:
    """Values less what the point before tells of them (Prais & Winsten 1954)."""
    white = values.copy()
    white[1:] -= rho * values[:-1]
    white[0] *= np.sqrt(1 - rho**2)
    return white


def _reml(rho: float, x: Floats, y: Floats) -> float:
    """Minus twice the restricted log-likelihood, but for a constant."""
    white_x = _whiten(x, rho)
    white = least_squares(white_x, _whiten(y, rho))[1]
    spare = len(y) - x.shape[1]
    volume = np.linalg.slogdet(white_x.T @ white_x)[1]
    return float(spare * np.log(white @ white) - np.log(1 - rho**2) + volume)


def _perfect(misses: Floats, y: Floats) -> bool:
    return float(np.max(np.abs(misses))) <= PERFECT * float(np.max(np.abs(y)) or 1.0)


def _exact(x: Floats, y: Floats) -> Fitted:
    """A line through every point: no scatter, so nothing to be uncertain about."""
    coef, misses = least_squares(x, y)
    return Fitted(coef, np.zeros((len(coef), len(coef))), len(y) - len(coef), np.zeros_like(misses))
