"""How likely each pair of spreads is, given the scores, and what the effects are at each pair.

With y the scores in units of their own SD, application effects a and reviewer effects r:

    y = mu + a + r + noise,   a ~ N(0, (la s)^2),   r ~ N(0, (lr s)^2),   noise ~ N(0, s^2)

Flat priors on mu, on the ratios la and lr (0 to 10) and on log s. Given the ratios everything else is
known exactly (Henderson's equations): mu, a and r are normal, s^2 is scaled inverse chi-squared, and
the density of the ratios is the restricted likelihood. So a grid over the two ratios is the whole
posterior, without iteration, and it stays sound where a spread is near zero and a fit would stop at
the edge. The applications' block is diagonal and is eliminated first, which leaves systems of one
row per reviewer. Sources: Henderson 1975; Patterson and Thompson 1971; Heyard et al. 2022
(arXiv 2102.09958) for ranks from the posterior.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundswell.engine.calibration.panel import Panel

    Floats = NDArray[np.floating[Any]]

LARGEST_RATIO = 10.0
COARSE, FINE = 16, 24
# Numbers held at once while the equations are solved, to bound the memory.
MOST_NUMBERS = 4_000_000
# A cell with less than this share of the mass is left out of the fine grid.
NEGLIGIBLE = 1e-6


@dataclass(frozen=True)
class Design:
    """Who read what, as the sums that the equations need.

    `counts` are scores an application; `seen` is applications x (1 + reviewers): the counts, then
    1 where the reviewer read the application; `inner` is the cross-product of intercept and
    reviewers; `totals` are the score sums by application, `sums` those by intercept and reviewer.
    """

    counts: Floats
    seen: Floats
    inner: Floats
    totals: Floats
    sums: Floats
    squares: float
    scores: int

    @property
    def freedom(self) -> int:
        return self.scores - 1


def design_of(panel: Panel, scores: Floats) -> Design:
    """The sums for `scores`, which are in the order of the panel's reviews."""
    who = np.array([(review.application, review.reviewer) for review in panel.reviews])
    seen = np.zeros((panel.applications, panel.reviewers + 1))
    marks = np.zeros_like(seen)
    seen[who[:, 0], who[:, 1] + 1] = 1.0
    marks[who[:, 0], who[:, 1] + 1] = scores
    counts = seen.sum(axis=1)
    per_reviewer = seen.sum(axis=0)
    seen[:, 0] = counts
    inner = np.diag(per_reviewer)
    inner[0, :] = inner[:, 0] = per_reviewer
    inner[0, 0] = len(scores)
    sums = marks.sum(axis=0)
    sums[0] = scores.sum()
    return Design(counts, seen, inner, marks.sum(axis=1), sums, float(scores @ scores), len(scores))


@dataclass(frozen=True)
class Cells:
    """Grid cells with their share of the posterior; the arrays run over the cells.

    `solution` is the mean of (mu, reviewer effects) in each, `root` the Cholesky factor of its
    precision in units of 1/s^2, `residual` the scale of s^2 times its degrees of freedom.
    """

    ratio_application: Floats
    ratio_reviewer: Floats
    share: Floats
    solution: Floats
    root: Floats
    residual: Floats


def posterior_cells(design: Design) -> Cells:
    """The posterior over both ratios: a coarse grid finds where the mass is, a fine one covers it."""
    top = LARGEST_RATIO / (1 + LARGEST_RATIO)
    coarse = _midpoints(0.0, top, COARSE)
    share = _evaluate(design, coarse, coarse).share.reshape(COARSE, COARSE)
    half = top / COARSE / 2
    axes = []
    for mass in (share.sum(axis=1), share.sum(axis=0)):
        held = coarse[mass > NEGLIGIBLE]
        # One more cell on each side: the mass of a cell is judged at its middle only.
        axes.append(_midpoints(max(held[0] - 3 * half, 0.0), min(held[-1] + 3 * half, top), FINE))
    return _evaluate(design, *axes)


def _midpoints(low: float, high: float, cells: int) -> Floats:
    return low + (high - low) * (np.arange(cells) + 0.5) / cells


def _evaluate(design: Design, across: Floats, down: Floats) -> Cells:
    """The cells over u = ratio / (1 + ratio), which has even cells small where the ratio is small."""
    left, right = (axis.ravel() for axis in np.meshgrid(across, down, indexing="ij"))
    ratio_application, ratio_reviewer = left / (1 - left), right / (1 - right)
    rows = max(1, MOST_NUMBERS // (design.inner.size * len(down) + design.seen.size))
    blocks = [
        solve(design, part / (1 - part), down / (1 - down)) for part in np.split(across, range(rows, len(across), rows))
    ]
    solution, root, residual, fit = (np.concatenate(part) for part in zip(*blocks, strict=True))
    # s^2 is integrated out; a flat density of a ratio is 1 / (1 - u)^2 in u.
    density = fit - 0.5 * design.freedom * np.log(residual) - 2 * np.log1p(-left) - 2 * np.log1p(-right)
    share = np.exp(density - density.max())
    return Cells(ratio_application, ratio_reviewer, share / share.sum(), solution, root, residual)


def solve(design: Design, across: Floats, down: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """For each la in `across` with each lr in `down`: the cell's solution, root, residual and `fit`.

    `fit` is the part of the log restricted likelihood that does not depend on s; the rest is
    -(scores - 1) log s - residual / (2 s^2).
    """
    diagonal = design.counts + across[:, None] ** -2
    weighted = design.seen / diagonal[:, :, None]
    size = len(design.inner)
    precision = np.repeat((design.inner - design.seen.T @ weighted)[:, None], len(down), axis=1)
    precision[:, :, np.arange(1, size), np.arange(1, size)] += down[:, None] ** -2
    right = (design.sums - design.totals @ weighted)[:, None]
    root = np.linalg.cholesky(precision)
    solution = np.linalg.solve(precision, right[..., None])[..., 0]
    left_over = design.squares - (design.totals**2 / diagonal).sum(axis=1, keepdims=True)
    residual = left_over - (solution * right).sum(axis=2)
    fit = -np.log(np.diagonal(root, axis1=2, axis2=3)).sum(axis=2) - (size - 1) * np.log(down)
    fit -= (0.5 * np.log(diagonal).sum(axis=1) + len(design.counts) * np.log(across))[:, None]
    cells = residual.size
    return solution.reshape(cells, size), root.reshape(cells, size, size), residual.ravel(), fit.ravel()


def application_effects(design: Design, ratio: Floats, shared: Floats) -> tuple[Floats, Floats]:
    """Mean of each application's effect, a row for each row of `shared`, and its SD in units of s.

    `shared` holds (mu, reviewer effects), which the effects are conditional on; `ratio` is la, one
    for each row or one for all.
    """
    diagonal = design.counts + np.reshape(ratio, (-1, 1)) ** -2
    return (design.totals - shared @ design.seen.T) / diagonal, diagonal**-0.5
