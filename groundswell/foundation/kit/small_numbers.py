"""The one rule of small numbers: a count of people, or of what they did, that could point at one of them is not told.

How small is small is the programme's own setting (`Programme.fewest_shown`; an asker carries it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

USUALLY = 5
LEAST, MOST = (
    3,
    20,
)  # a programme cannot set it lower: one of two people knows the other; nor so high that all is hidden


def is_small(count: int, fewest: int) -> bool:
    """Whether a count is too small to be told. None is no person, so nought is told."""
    return 0 < count < fewest


@dataclass(frozen=True)
class Told:
    """The cells of a row and their total, as everyone may read them; none where it is not told."""

    cells: list[int | None]
    total: int | None


def told(counts: Sequence[int], fewest: int) -> Told:
    """Small cells are hidden, and as many of those after them as it takes that none follows from the total.

    Which others are hidden depends on where they stand, not on what they hold: that would tell of them again.
    A total that is small is hidden itself; so it is where hiding every cell is not enough.
    """
    total = sum(counts)
    hidden = [number for number, count in enumerate(counts) if is_small(count, fewest)]
    others = [number for number in _from(hidden, len(counts)) if number not in hidden]
    while others and _follows([counts[number] for number in hidden], fewest):
        hidden.append(others.pop(0))
    alone = is_small(total, fewest) or _follows([counts[number] for number in hidden], fewest)
    return Told([None if number in hidden else count for number, count in enumerate(counts)], None if alone else total)


def _from(hidden: list[int], length: int) -> list[int]:
    """Every place once, from the first that is hidden on, and round."""
    return [(hidden[0] + step) % length for step in range(length)] if hidden else []


def _follows(hidden: list[int], fewest: int) -> bool:
    """Whether what is left of the total tells a hidden cell: it is alone, or each is as small or as large as can be."""
    left = sum(hidden)
    pinned = left in {len(hidden), len(hidden) * (fewest - 1)}
    return bool(hidden) and (len(hidden) == 1 or left < fewest or pinned)
