"""The needs bank of the demonstration: needs and what became of them, rounds of votes, and challenges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.demo.needs import bank, challenges, rounds
from groundswell.demo.needs.made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundswell.demo.happenings import Happening
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast


def plan(cast: Cast, moments: Moments) -> Iterator[Happening]:
    """Everything that people did with needs over the last year."""
    made = Made(cast, moments)
    for part in (bank, rounds, challenges):
        yield from part.plan(made)
