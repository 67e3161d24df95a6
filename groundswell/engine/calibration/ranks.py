"""Rankings drawn from the posterior: how sure the place of each application is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from groundswell.engine.calibration.grid import Cells, Design, application_effects

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

TAIL = 0.05


def draw_effects(design: Design, cells: Cells, draws: int, seed: int) -> Floats:
    """Application effects, one row a draw, from the whole posterior: ratios, noise, then effects."""
    random = np.random.Generator(np.random.PCG64(seed))
    times = random.multinomial(draws, cells.share)
    rows = [_draw_cell(design, cells, at, int(times[at]), random) for at in np.flatnonzero(times)]
    return np.concatenate(rows)


def _draw_cell(design: Design, cells: Cells, at: np.intp, times: int, random: np.random.Generator) -> Floats:
    noise = np.sqrt(cells.residual[at] / random.chisquare(design.freedom, (times, 1)))
    steps = random.standard_normal((times, design.inner.shape[0]))
    shared = cells.solution[at] + noise * np.linalg.solve(cells.root[at].T, steps.T).T
    mean, spread = application_effects(design, cells.ratio_application[at], shared)
    effects: Floats = mean + noise * spread * random.standard_normal(mean.shape)
    return effects


@dataclass(frozen=True)
class Ranks:
    """Of each application: mean rank, the ends of its 90 % interval, the chance of a place."""

    expected: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    in_places: Floats


def ranks_of(effects: Floats, places: int) -> Ranks:
    """Rank 1 is the largest effect of its row."""
    shares = _rank_shares(effects)
    numbers = np.arange(1, len(shares) + 1)
    # A rank on the edge counts half, or the few ranks of a small panel would make 90 % mean 93 %.
    below = shares.cumsum(axis=1) - shares / 2
    low = 1 + np.argmax(below >= TAIL, axis=1)
    high = len(shares) - np.argmax((1 - below)[:, ::-1] >= TAIL, axis=1)
    return Ranks(shares @ numbers, low, high, shares[:, :places].sum(axis=1))


def _rank_shares(effects: Floats) -> Floats:
    """How often each application (row) took each rank (column)."""
    draws, applications = effects.shape
    order = np.argsort(-effects, axis=1, kind="stable")
    taken = order * applications + np.arange(applications)
    times = np.bincount(taken.ravel(), minlength=applications**2)
    shares: Floats = times.reshape(applications, applications) / draws
    return shares


def tied_ranks(applications: int, places: int) -> Ranks:
    """Nothing tells the applications apart: each may come first or last."""
    each = np.ones(applications)
    ends = np.ones(applications, dtype=np.int64)
    chance = min(places / applications, 1.0)
    return Ranks(each * (applications + 1) / 2, ends, ends * applications, each * chance)
