"""What someone's home shows beside what needs them today: rooms register sections, by whom they are for.

One person may hold many roles and has one home, with a section for each; there is no role to choose. A section with
nothing in it says what will come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker, Audience


@dataclass(frozen=True)
class Line:
    """One thing: its words and where it leads; `note`: where it stands, with a person and a date."""

    words: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """`find` gives a few lines; `coming` says what will stand here while there are none; `more`: the name of an
    address, with its words, where all of it is.
    """

    key: str
    heading: str | StrPromise
    audience: Audience
    place: int
    find: Callable[[Asker], list[Line]]
    coming: str | StrPromise
    more: tuple[str, str | StrPromise] | None = None


@dataclass(frozen=True)
class Shown:
    """A section as one person sees it."""

    section: Section
    lines: list[Line]


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; registering a key again replaces it."""
    _sections[section.key] = section


def home_of(asker: Asker) -> list[Shown]:
    """Every section for this asker, in order."""
    mine = [section for section in _sections.values() if section.audience.admits(asker)]
    return [Shown(section, section.find(asker)) for section in sorted(mine, key=lambda section: section.place)]
