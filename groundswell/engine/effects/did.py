"""Difference in differences: how much more the treated group changed than the others.

estimate = (treated after - treated before) - (control after - control before), of cell means (Card &
Krueger, American Economic Review 84, 1994). Standard errors: `se_ols` (equal scatter), `se_hc1`
(White, with n / (n - 4)), `se_cluster` (by `cluster`, with G / (G - 1) x (n - 1) / (n - 4); Liang &
Zeger 1986). The 95 % range uses the clustered error with G - 1 degrees of freedom where clusters are
given, else `se_hc1` with n - 4. Units are those of the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.contract import Reader, Refused, Within, as_integer, as_label, as_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = "did 1"
FIELDS = ("outcome", "treated", "after", "cluster")
FLAG = Within(0, 1)
LARGE = Within(-1e12, 1e12)
CONFIDENCE = 0.95
FEW_CLUSTERS = 30
LEAST_EACH_CELL = 2
CELLS = ("control_before", "control_after", "treated_before", "treated_after")


@dataclass(frozen=True)
class Groups:
    """One row a measurement; lists are parallel. `cluster` names the place that was measured."""

    outcome: tuple[float, ...]
    treated: tuple[int, ...]
    after: tuple[int, ...]
    cluster: tuple[str | int, ...] | None


@dataclass(frozen=True)
class Difference:
    """All in the outcome's units; `se_cluster` is None without clusters."""

    cells: Mapping[str, float]
    estimate: float
    se_ols: float
    se_hc1: float
    se_cluster: float | None
    low: float
    high: float
    n: int
    warnings: tuple[str, ...]


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs, and warnings. Raises Refused for an input that cannot be used."""
    return vars(estimate(read(payload)))


def read(payload: object) -> Groups:
    """Raises Refused in plain words: a wrong type, a group with too few measurements."""
    reader = Reader(payload, FIELDS)
    outcome = tuple(reader.items("outcome", as_number, within=LARGE))
    n = len(outcome)
    cluster = tuple(reader.items("cluster", as_label, length=n)) if reader.has("cluster") else None
    groups = Groups(
        outcome=outcome,
        treated=tuple(reader.items("treated", as_integer, length=n, within=FLAG)),
        after=tuple(reader.items("after", as_integer, length=n, within=FLAG)),
        cluster=cluster,
    )
    sizes = np.bincount(_cell(groups), minlength=4)
    for name, size in zip(CELLS, sizes.tolist(), strict=True):
        if size < LEAST_EACH_CELL:
            words = name.replace("_", " ")
            message = f"The group {words} has {size} measurements; it needs {LEAST_EACH_CELL} or more."
            raise Refused("too_few_points", message, "outcome")
    if cluster is not None and len(set(cluster)) < LEAST_EACH_CELL:
        raise Refused("too_few_points", "cluster must name two places or more.", "cluster")
    return groups


def _cell(groups: Groups) -> NDArray[np.int64]:
    return np.array(groups.treated, dtype=np.int64) * 2 + np.array(groups.after, dtype=np.int64)


def estimate(groups: Groups) -> Difference:
    from scipy.special import stdtrit  # noqa: PLC0415 -- heavy

    y, cell = np.array(groups.outcome), _cell(groups)
    n, sizes = len(y), np.bincount(cell, minlength=4)
    means = np.bincount(cell, weights=y, minlength=4) / sizes
    misses = y - means[cell]
    sign = np.array([1.0, -1.0, -1.0, 1.0])
    # What each measurement adds to the estimate's error: its miss, by the size of its group.
    pulls = (sign / sizes)[cell] * misses
    hc1 = float(np.sqrt(pulls @ pulls * n / (n - 4)))
    clustered = None if groups.cluster is None else _clustered(groups.cluster, pulls)
    freedom = n - 4 if groups.cluster is None else len(set(groups.cluster)) - 1
    middle = float(sign @ means)
    margin = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * (hc1 if clustered is None else clustered)
    return Difference(
        cells=dict(zip(CELLS, means.tolist(), strict=True)),
        estimate=middle,
        se_ols=float(np.sqrt(misses @ misses / (n - 4) * (1 / sizes).sum())),
        se_hc1=hc1,
        se_cluster=clustered,
        low=middle - margin,
        high=middle + margin,
        n=n,
        warnings=_warnings(groups),
    )


def _clustered(cluster: tuple[str | int, ...], pulls: Floats) -> float:
    number = {name: place for place, name in enumerate(dict.fromkeys(cluster))}
    sums = np.bincount([number[name] for name in cluster], weights=pulls)
    n, count = len(pulls), len(number)
    return float(np.sqrt(sums @ sums * count / (count - 1) * (n - 1) / (n - 4)))


def _warnings(groups: Groups) -> tuple[str, ...]:
    if groups.cluster is None:
        return ()
    count = len(set(groups.cluster))
    if count >= FEW_CLUSTERS:
        return ()
    return (f"Only {count} places: the range is likely too narrow with fewer than {FEW_CLUSTERS}.",)


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    groups = read(payload)
    found = estimate(groups)
    direction = "lower" if found.estimate < 0 else "higher"
    chance = (
        "That range includes no difference at all, so this may be chance."
        if found.low <= 0 <= found.high
        else "That range does not include no difference, so chance alone is an unlikely reason."
    )
    narrow = " With so few places, the true range is likely to be wider." if found.warnings else ""
    return (
        f"Where the change was made, the outcome ended about {abs(found.estimate):.3g} {direction} than if "
        f"it had moved as elsewhere (the difference is somewhere between {found.low:.3g} and "
        f"{found.high:.3g}). "
        f"{chance}{narrow} It rests on {found.n} measurements, and on the belief that both would have "
        "moved alike without the change."
    )
