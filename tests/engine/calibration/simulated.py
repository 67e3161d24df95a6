"""Generated panels of which the truth is known, and what calibration finds of it."""

from typing import NamedTuple

import numpy as np

from groundswell.engine.calibration import Panel, Review, calibrate
from tests.engine import sizes

SEEDS = range(1, 1 + sizes.of(200))


class Shape(NamedTuple):
    applications: int
    reviewers: int
    each: int
    places: int


LARGE, SMALL = Shape(80, 20, 4, 16), Shape(30, 6, 3, 10)
SHAPES = (LARGE, Shape(60, 15, 5, 12), Shape(40, 10, 4, 10), SMALL)


def generated(seed, severity, shape=LARGE, draws=1000):
    """Integer scores 1 to 6; quality and noise have SD 0.7. Returns the true qualities too."""
    random = np.random.default_rng(seed)
    quality = random.normal(0, 0.7, shape.applications)
    shift = severity * random.normal(0, 1, shape.reviewers)
    reviews = [
        Review(who, int(by), float(np.clip(round(3.5 + quality[who] + shift[by] + random.normal(0, 0.7)), 1, 6)))
        for who in range(shape.applications)
        for by in random.choice(shape.reviewers, shape.each, replace=False)
    ]
    return quality, Panel(tuple(reviews), shape.places, seed, draws)


def recall(quality, values, places):
    """The share of the truly best that are among the first."""
    best = set(np.argsort(-quality)[:places].tolist())
    chosen = np.argsort(-np.array(values), kind="stable")[:places].tolist()
    return len(best.intersection(chosen)) / places


def covered(quality, ranks):
    """The share of applications whose true rank lies in its 90 % interval."""
    true = np.empty(len(quality), dtype=int)
    true[np.argsort(-quality)] = np.arange(1, len(quality) + 1)
    return float(np.mean((ranks.low <= true) & (true <= ranks.high)))


class Found(NamedTuple):
    """Means over the seeds."""

    raw: float
    calibrated: float
    covered: float

    @property
    def gain(self):
        return self.calibrated - self.raw


def found(severity, shape):
    rows = []
    for seed in SEEDS:
        quality, panel = generated(seed, severity, shape)
        got = calibrate(panel)
        raw = recall(quality, panel.raw_means(), shape.places)
        rows.append((raw, recall(quality, got.estimate.application_effect, shape.places), covered(quality, got.ranks)))
    return Found(*np.mean(rows, axis=0).tolist())
