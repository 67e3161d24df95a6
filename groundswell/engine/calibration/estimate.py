"""Scores that allow for who read what, with how sure each place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from groundswell.engine.calibration.grid import application_effects, design_of, posterior_cells
from groundswell.engine.calibration.ranks import Ranks, draw_effects, ranks_of, tied_ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundswell.engine.calibration.panel import Panel

    Floats = NDArray[np.floating[Any]]

FEWEST_REVIEWS = 3
# Scores that differ by less than this share of their size differ by rounding only.
ROUNDING = 1e-9
SAME = "All scores are the same, so every application is tied."
APART = (
    "Some reviewers share no application with the others, not even through a third, so their scores are"
    " compared as if both groups had applications of the same quality."
)
UNSCORED = "Some applications have no score; only a guess can be made of their place."
FEW = f"Some applications have fewer than {FEWEST_REVIEWS} scores: look at the range of places, not at the place."


@dataclass(frozen=True)
class Estimate:
    """Posterior means, and `application_sd`, in points of the score.

    Effects are by application and by reviewer (above 0: marks higher than the others do);
    the three SDs are of the applications, of the reviewers' severity and of the noise.
    """

    application_effect: tuple[float, ...]
    application_sd: tuple[float, ...]
    reviewer_effect: tuple[float, ...]
    intercept: float
    sd_application: float
    sd_reviewer: float
    sd_residual: float

    @property
    def adjusted_score(self) -> tuple[float, ...]:
        return tuple(self.intercept + effect for effect in self.application_effect)


@dataclass(frozen=True)
class Calibration:
    """What the scores say once it is allowed for who read what."""

    panel: Panel
    estimate: Estimate
    ranks: Ranks
    connected: bool
    warnings: tuple[str, ...]


def calibrate(panel: Panel) -> Calibration:
    """Crossed random effects (score = level + application + reviewer + noise), integrated exactly.

    See `grid` for the model, its priors and its sources. Scores that are all the same tie every
    application; groups of reviewers without a common application are compared as if the groups
    were alike, with a warning.
    """
    scores = np.array([review.score for review in panel.reviews])
    tied = bool(np.ptp(scores) <= ROUNDING * np.abs(scores).max())
    estimate, ranks = _tied(panel, float(scores[0])) if tied else _estimated(panel, scores)
    return Calibration(panel, estimate, ranks, panel.is_connected(), _warnings(panel, tied=tied))


def _tied(panel: Panel, score: float) -> tuple[Estimate, Ranks]:
    nothing = (0.0,) * panel.applications
    estimate = Estimate(nothing, nothing, (0.0,) * panel.reviewers, score, 0.0, 0.0, 0.0)
    return estimate, tied_ranks(panel.applications, panel.places)


def _estimated(panel: Panel, scores: Floats) -> tuple[Estimate, Ranks]:
    # Taken out first, so that neither huge nor tiny scores overflow when squared.
    size = float(np.abs(scores).max())
    level, unit = float(scores.mean()), size * float((scores / size).std())
    design = design_of(panel, (scores - level) / unit)
    cells = posterior_cells(design)
    effects = draw_effects(design, cells, panel.draws, panel.seed)
    means, _ = application_effects(design, cells.ratio_application, cells.solution)
    shared = cells.share @ cells.solution
    noise = unit * np.sqrt(cells.residual / design.freedom)
    estimate = Estimate(
        application_effect=_points(unit * (cells.share @ means)),
        application_sd=_points(unit * effects.std(axis=0)),
        reviewer_effect=_points(unit * shared[1:]),
        intercept=level + unit * float(shared[0]),
        sd_application=float(cells.share @ (cells.ratio_application * noise)),
        sd_reviewer=float(cells.share @ (cells.ratio_reviewer * noise)),
        sd_residual=float(cells.share @ noise),
    )
    return estimate, ranks_of(effects, panel.places)


def _points(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())


def _warnings(panel: Panel, *, tied: bool) -> tuple[str, ...]:
    """What a reader must know before trusting the ranking."""
    fewest = panel.fewest_reviews()
    checks = (
        (tied, SAME),
        (not panel.is_connected(), APART),
        (fewest == 0, UNSCORED),
        (0 < fewest < FEWEST_REVIEWS, FEW),
    )
    return tuple(text for holds, text in checks if holds)
