"""A panel's scores, and what calibrating them gives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from groundswell.engine.contract import Refused


@dataclass(frozen=True, order=True)
class Review:
    """One score by one reviewer of one application, both by number from 0; more is better."""

    application: int
    reviewer: int
    score: float


@dataclass(frozen=True)
class Panel:
    """All reviews of one round; `places` can be given, `draws` rankings are drawn from `seed`.

    Raises Refused without reviews, and when a reviewer scores an application twice.
    """

    reviews: tuple[Review, ...]
    places: int
    seed: int
    draws: int = 4000

    def __post_init__(self) -> None:
        if not self.reviews:
            raise Refused("too_few_points", "There are no scores to calibrate.", "reviews")
        # Sorted, so that the order in which scores came in changes nothing.
        object.__setattr__(self, "reviews", tuple(sorted(self.reviews)))
        for one, other in pairwise(self.reviews):
            if (one.application, one.reviewer) == (other.application, other.reviewer):
                twice = f"Reviewer {one.reviewer} scores application {one.application} twice."
                raise Refused("duplicate_review", twice, "reviews")

    @property
    def applications(self) -> int:
        return max(review.application for review in self.reviews) + 1

    @property
    def reviewers(self) -> int:
        return max(review.reviewer for review in self.reviews) + 1

    def raw_means(self) -> list[float | None]:
        """The mean score of each application; None for one that nobody scored."""
        scores = self._scores()
        return [
            sum(scores[number]) / len(scores[number]) if scores[number] else None for number in range(self.applications)
        ]

    def fewest_reviews(self) -> int:
        scores = self._scores()
        return min(len(scores[number]) for number in range(self.applications))

    def is_connected(self) -> bool:
        """Whether every two reviewers are linked through applications that they share with others."""
        groups = _Groups()
        for review in self.reviews:
            groups.join(("application", review.application), ("reviewer", review.reviewer))
        return groups.count() == 1

    def _scores(self) -> dict[int, list[float]]:
        found: dict[int, list[float]] = defaultdict(list)
        for review in self.reviews:
            found[review.application].append(review.score)
        return found


class _Groups:
    """Things that are linked, directly or through others (union-find)."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, int], tuple[str, int]] = {}

    def join(self, one: tuple[str, int], other: tuple[str, int]) -> None:
        self._above[self._top(one)] = self._top(other)

    def count(self) -> int:
        return sum(self._top(thing) == thing for thing in list(self._above))

    def _top(self, thing: tuple[str, int]) -> tuple[str, int]:
        above = self._above.setdefault(thing, thing)
        while above != thing:
            thing, above = above, self._above[above]
        return thing
