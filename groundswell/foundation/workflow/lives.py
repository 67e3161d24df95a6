"""The lives of records, told to everyone: rooms register a table of moves with its words; a page draws it.

The table itself is read each time, so that a change of it changes the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.db.models import TextChoices
    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.workflow.lifecycle import Lifecycle, Policy


@dataclass(frozen=True)
class Life:
    """One kind of record: its table, its states, and what each move and each rule is in plain words.

    `says`: what happens, by verb. `who`: who may, by policy. `days(programme)`: by when it moves on, by state.
    `parts`: what a state divides into, such as the kinds of decision. `place`: its order on the page.
    """

    key: str
    title: str | StrPromise
    about: str | StrPromise
    lifecycle: Lifecycle
    states: type[TextChoices]
    says: Mapping[str, str | StrPromise]
    who: Mapping[Policy, str | StrPromise]
    days: Callable[[Any], Mapping[str, str]]
    place: int
    parts: Mapping[str, Sequence[str | StrPromise]] = field(default_factory=dict)


_lives: dict[str, Life] = {}


def register(life: Life) -> None:
    """Add a life; registering a key again replaces it."""
    _lives[life.key] = life


def lives() -> list[Life]:
    return sorted(_lives.values(), key=lambda life: life.place)
