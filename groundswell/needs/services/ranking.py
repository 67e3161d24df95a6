"""How votes become a ranking, in whole fractions: nothing here asks the database or the clock.

The points of a need are the sum over all criteria of: its mean score on that criterion, as a share of the highest
score, times the weight of the criterion. The weights make 100, so the points lie between 0 and 100.
Needs with the same points share a place, and the next place counts them all (1, 2, 2, 4).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Score:
    entry: UUID
    criterion: UUID
    score: int


@dataclass(frozen=True)
class Ranked:
    """One need: its exact points, its place, and the mean score on each criterion."""

    entry: UUID
    points: Fraction
    place: int
    means: Mapping[UUID, Fraction]

    @property
    def rounded(self) -> Decimal:
        exact = Decimal(self.points.numerator) / Decimal(self.points.denominator)
        return exact.quantize(CENT, ROUND_HALF_UP)


def rank(
    entries: Iterable[UUID], weights: Mapping[UUID, int], scores: Iterable[Score], *, highest: int
) -> list[Ranked]:
    """The most points first; where they are the same, in the order in which the needs were given."""
    given: dict[tuple[UUID, UUID], list[int]] = defaultdict(list)
    for one in scores:
        given[one.entry, one.criterion].append(one.score)
    means = {
        entry: {key: _mean(given[entry, key]) for key in weights} for entry in entries
    }  # fmt: skip
    points = {
        entry: sum((by[key] / highest * weight for key, weight in weights.items()), Fraction(0))
        for entry, by in means.items()
    }
    in_order = sorted(points, key=lambda entry: -points[entry])
    return [
        Ranked(entry, points[entry], 1 + sum(other > points[entry] for other in points.values()), means[entry])
        for entry in in_order
    ]


def _mean(scores: list[int]) -> Fraction:
    return Fraction(sum(scores), len(scores)) if scores else Fraction(0)


def deviating(chosen: Mapping[UUID, bool], points: Mapping[UUID, Decimal]) -> set[UUID]:
    """Needs that were decided otherwise than the votes say: chosen before a better one, or left behind a worse one."""
    left = [points[entry] for entry, yes in chosen.items() if not yes]
    taken = [points[entry] for entry, yes in chosen.items() if yes]
    passed_over = {entry for entry, yes in chosen.items() if not yes and any(points[entry] > one for one in taken)}
    jumped = {entry for entry, yes in chosen.items() if yes and any(points[entry] < one for one in left)}
    return passed_over | jumped
