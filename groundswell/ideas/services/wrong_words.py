"""Counts wrong words by the reference alone: no address of anybody is kept, and a right try leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.kit import places

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

MOST = 5
MINUTES = 15
SECONDS = MINUTES * 60


def take_try(programme: Programme, reference: str) -> str | None:
    """A try, to be given back when the words are right; none when there were too many within these minutes.

    It is taken before the words are looked at, so that tries which arrive together are counted one by one.
    """
    name, window = f"wrong-words:{programme.pk}:{reference}", places.window_now(SECONDS)
    left = MOST - places.taken(name, MOST, window=window - 1)
    return places.take(name, left, window=window, keep=SECONDS)


def give_back(tried: str) -> None:
    """The words were right."""
    places.give_back(tried)
