"""Rooms say how a record of theirs becomes a row that can be found, and who may see it; the floor knows no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Row:
    """What can be found of one record.

    `reference` leads to its page, `place_id` is its organisation, `state` one of the states of its kind, or "".
    `public`: its words may help a stranger to spell; the policy is asked all the same.
    """

    record_id: UUID
    programme_id: UUID
    title: str
    text: str
    happened_on: date
    reference: str
    place_id: UUID | None = None
    state: str = ""
    public: bool = False


@dataclass(frozen=True)
class Glance:
    """What stands beside the title of a record that was found, as far as who asks may read it on its page.

    `about`: what it is, in a sentence. `stands`: how far it is, by whom, since when. `place`: where. "" for nothing.
    """

    about: str = ""
    stands: str = ""
    place: str = ""


def _no_glances(_ids: Sequence[UUID], _asker: Asker) -> dict[UUID, Glance]:
    return {}


@dataclass(frozen=True, eq=False)  # each is itself: its words depend on the language
class Kind:
    """A kind of record that can be found.

    `key`: one word, as it stands in addresses. `place`: where its group stands on the page, small first.
    `visible(asker)`: those that this asker may see; asked again in every search. `rows(ids)`: as they are now, or all
    of them for none; a record that is not to be found gives none.
    `addresses(references, asker)`: their pages. `states`: the words for each state that it may be narrowed to.
    `spoken`: people know its records by their references; else `reference` is an id that nobody reads.
    `glances(ids, asker)`: what stands beside their titles; one query, and nothing of what this asker may not see.
    `spells`: some of its records are public, and their words may be offered to who spelled one wrongly.
    """

    key: str
    words: str | StrPromise
    place: int
    visible: Callable[[Asker], QuerySet[Any]]
    rows: Callable[[Sequence[UUID] | None], Iterable[Row]]
    addresses: Callable[[Sequence[str], Asker], dict[str, str]]
    states: tuple[tuple[str, str | StrPromise], ...] = ()
    spells: bool = False
    spoken: bool = True
    glances: Callable[[Sequence[UUID], Asker], dict[UUID, Glance]] = _no_glances


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering a key again replaces it."""
    _kinds[kind.key] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order of the page."""
    return sorted(_kinds.values(), key=lambda kind: (kind.place, kind.key))


def kind_of(key: str) -> Kind:
    """Raises `KeyError` when no room registers it (any more)."""
    return _kinds[key]
