"""What needs someone today: rooms register where to look; `journey` shows one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Item:
    """One thing that needs someone: what, why, by when, and the one button.

    `new_date`: what the one who waits is told, where the day that we said is over.
    """

    title: str
    why: str
    due: date | None
    address: str
    button: str
    late: bool = False
    new_date: date | None = None


_sources: dict[str, Callable[[Asker], list[Item]]] = {}


def source(name: str, find: Callable[[Asker], list[Item]]) -> None:
    """Register where to look for work; registering a name again replaces it."""
    _sources[name] = find


def for_person(asker: Asker) -> list[Item]:
    """Everything that needs this asker, soonest first."""
    found = [item for find in _sources.values() for item in find(asker)]
    return sorted(found, key=lambda item: (item.due or date.max, item.title))
