"""What is asked and what is answered, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Cohort:
    """Fellows and mentors by name; lists are best first; `places` is people a mentor can take.

    Two people can meet only when neither side's list leaves the other out. For total fit a person
    without a list accepts everyone, and only pairs with a `fit` (whole points) can meet.
    """

    fellow_choices: Mapping[str, tuple[str, ...]]
    mentor_choices: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    optimal_for: str = "fellow"
    objective: str = "stable"
    fit: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def fellows(self) -> tuple[str, ...]:
        return tuple(sorted({*self.fellow_choices, *self.fit}))


@dataclass(frozen=True)
class Matching:
    """`groups` are fellows by mentor; `choice_received` is the place in the fellow's own list.

    `blocking_pairs` counts the pairs who would both rather have each other; 0 when stable.
    """

    groups: Mapping[str, list[str]]
    unmatched: tuple[str, ...]
    choice_received: Mapping[str, int | None]
    blocking_pairs: int
