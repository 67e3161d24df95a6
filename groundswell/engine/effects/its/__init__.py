"""Interrupted time series: what changed at a date, beyond the trend and the season.

The mean is intercept + level x intervention + time x time (+ slope, + seasonal sine and cosine
pairs); for counts it is the logarithm of the mean, with log(offset) added (Lopez Bernal, Cummins &
Gasparrini, International Journal of Epidemiology 46, 2017). With a comparator the difference of the
two series is fitted. Methods: "poisson" and "quasipoisson" (counts); "ols_newey_west" (Newey & West,
Econometrica 55, 1987: Bartlett weights, no small-sample factor); "glsar" (Cochrane & Orcutt 1949, as
statsmodels iterates it); "ar1_reml" (neighbouring points alike, estimated by restricted maximum
likelihood, as R's nlme::gls; for short series after Turner et al., BMC Medical Research Methodology
21, 2021). Left out, the method is quasipoisson with an offset and ar1_reml without: the best of
each kind in the measured coverage (docs/engine/its.md).
"""

from __future__ import annotations

from groundswell.engine.effects.its.estimate import estimate
from groundswell.engine.effects.its.problem import Effect, Series
from groundswell.engine.effects.its.reading import read
from groundswell.engine.effects.its.words import in_words

__all__ = ["VERSION", "Effect", "Series", "answer", "estimate", "explain", "read"]

VERSION = "its 1"


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs, and the 95 % range of `level`. Raises Refused."""
    return vars(estimate(read(payload)))


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    series = read(payload)
    return in_words(series, estimate(series))
