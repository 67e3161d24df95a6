"""What is asked and what is answered, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

LAY, PROFESSIONAL = "lay", "professional"


@dataclass(frozen=True)
class Panels:
    """Applications to be read and the people who can read them, both numbered from 0.

    `load_min` and `load_max` are reviews a person; a score is 0 to 1000, higher for a better match.
    `pairs` are (application, reviewer, score), sorted; a pair that is not there is a conflict.
    """

    applications: int
    reviewers: int
    professionals_each: int
    lay_each: int
    application_org: tuple[str | int, ...]
    reviewer_org: tuple[str | int, ...]
    is_lay: tuple[bool, ...]
    load_min: tuple[int, ...]
    load_max: tuple[int, ...]
    pairs: tuple[tuple[int, int, int], ...]
    seat_floor: bool = False
    keep: tuple[tuple[int, int], ...] = ()
    not_together: tuple[tuple[int, int], ...] = ()
    min_total: int = 0

    @property
    def has_rules(self) -> bool:
        return bool(self.not_together or self.min_total)

    def same_organisation(self, application: int, reviewer: int) -> bool:
        return self.application_org[application] == self.reviewer_org[reviewer]


@dataclass(frozen=True)
class Plan:
    """Who reads what, as (application, reviewer), sorted; scores in match points.

    `bound` is the most any plan could score, known only when there are extra rules, and `proved`
    says whether this plan was shown to be the best.
    """

    assignments: tuple[tuple[int, int], ...]
    total_score: int
    worst_seat_score: int | None
    worst_application_score: int | None
    loads: tuple[int, ...]
    bound: float | None = None
    proved: bool | None = None


@dataclass(frozen=True)
class Shortage:
    """Why no plan exists, and how many people's places (or points) short it is."""

    reason: str
    shortfall: int | None
    bound: float | None = None
    proved: bool | None = None
