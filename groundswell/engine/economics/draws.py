"""How likely a thing is to be worth its cost, by drawing many possible worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Chances:
    """Extra cost and extra healthy years (QALYs) a person, as mean and standard deviation.

    `thresholds` are what one healthy year may cost. The draws are numpy's PCG64 from `seed`.
    """

    mean_cost: float
    sd_cost: float
    mean_qaly: float
    sd_qaly: float
    thresholds: tuple[float, ...]
    draws: int
    seed: int


@dataclass(frozen=True)
class AtThreshold:
    """Net benefit in money over the draws (standard deviation with n - 1)."""

    threshold: float
    mean_net_benefit: float
    sd_net_benefit: float
    probability_cost_effective: float


def by_threshold(chances: Chances) -> list[AtThreshold]:
    """One row a threshold, in the order given; every row sees the same draws."""
    generator = np.random.default_rng(chances.seed)
    cost = generator.normal(chances.mean_cost, chances.sd_cost, chances.draws)
    qaly = generator.normal(chances.mean_qaly, chances.sd_qaly, chances.draws)
    rows = []
    for threshold in chances.thresholds:
        benefit = threshold * qaly - cost
        rows.append(
            AtThreshold(
                threshold=threshold,
                mean_net_benefit=float(benefit.mean()),
                sd_net_benefit=float(benefit.std(ddof=1)),
                probability_cost_effective=float((benefit > 0).mean()),
            )
        )
    return rows
