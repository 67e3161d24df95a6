"""The one rule of small numbers: a count of people, or of what they did, that could point at one of them is not told.

How small is small is the programme's own setting (`Programme.fewest_shown`; an asker carries it).
"""

from __future__ import annotations

USUALLY = 5
LEAST, MOST = 3, 20  # not lower: one of two people knows the other; nor so high that all is hidden


def is_small(count: int, fewest: int) -> bool:
    """Whether a count is too small to be told. None is no person, so nought is told."""
    return 0 < count < fewest
