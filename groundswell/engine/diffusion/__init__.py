"""How a new practice spreads: a curve fitted to what was seen, and a forecast with its range.

"bass" takes adoptions a period: x(t) = m [F(t) - F(t-1)], F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t)
(Bass, Management Science 15, 1969, in the least-squares form of Srinivasan & Mason, Marketing
Science 5, 1986). The others take the total so far: "logistic" Asym / (1 + e^((xmid - t)/scal)),
"gompertz" Asym e^(-b2 b3^t). Periods count from 1. Fitted by least squares from several starts;
standard errors come from the curve's slope at the answer, and a forecast's range from those and
from the scatter (95 %, Student's t). Under 8 periods there is no forecast.
"""

from __future__ import annotations

from groundswell.engine.diffusion.fitting import fit
from groundswell.engine.diffusion.problem import Fit, Forecast, Spread
from groundswell.engine.diffusion.reading import read
from groundswell.engine.diffusion.words import in_words

__all__ = ["VERSION", "Fit", "Forecast", "Spread", "answer", "explain", "fit", "read"]

VERSION = "diffusion 1"


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs. Raises Refused for an input that cannot be used."""
    found = fit(read(payload))
    ahead = found.forecast
    return {
        "coef": found.coef,
        "se": found.se,
        "rss": found.rss,
        "peak_t": found.peak_t,
        "forecast": None if ahead is None else vars(ahead),
        "warnings": found.warnings,
    }


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    spread = read(payload)
    return in_words(spread, fit(spread))
