"""What needs someone today: rooms register where to look; `journey` shows one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Value

from groundswell.foundation.access import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

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


@dataclass(frozen=True)
class Part:
    """Some things of one kind, soonest first, and how many there are in all, counted a little past a cap."""

    items: list[Item]
    count: int


@dataclass(frozen=True)
class Source:
    """Where to look for one kind of work. `words` name it: "Ideas to answer". `find` is told where to begin.

    `waits`: the records that wait, in any order, to know whether there are any; nothing is read of them. Without it,
    `find` is asked each time.
    """

    name: str
    words: str
    find: Callable[[Asker, int], Part]
    waits: Callable[[Asker], QuerySet[Any]] | None = None


@dataclass(frozen=True)
class Rest:
    """What a list of everything leaves out of one kind. `late`: some of it may be late."""

    source: Source
    count: int
    late: bool


@dataclass(frozen=True)
class Work:
    """What needs someone, soonest first; how many things in all; and what is left out of each long kind."""

    items: list[Item]
    count: int
    rest: list[Rest]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; its name stands in addresses. Registering a name again replaces it."""
    _sources[source.name] = source


def source_named(name: str) -> Source | None:
    return _sources.get(name)


def for_person(asker: Asker) -> Work:
    """Everything that needs this asker: the first of each kind, and how much more there is."""
    known = _kinds_that_wait(asker)
    parts = [(one, one.find(asker, 0)) for one in _sources.values() if one.waits is None or one.name in known]
    items = [item for _source, part in parts for item in part.items]
    return Work(
        items=sorted(items, key=lambda item: (item.due or date.max, item.title)),
        count=sum(part.count for _source, part in parts),
        rest=[
            Rest(source, part.count - len(part.items), part.items[-1].late)
            for source, part in parts
            if part.count > len(part.items)
        ],
    )


def _kinds_that_wait(asker: Asker) -> set[str]:
    """The names of those sources that have something, in one statement: most people have work of few kinds."""
    names = tuple(one.name for one in _sources.values() if one.waits is not None)
    return {name for (name,) in _waiting(asker, names)} if names else set()


@prepared
def _waiting(asker: Asker, names: tuple[str, ...]) -> QuerySet[Any, tuple[str]]:
    asked = [
        waits(asker).order_by().values_list(Value(name, output_field=CharField()))
        for name in names
        if (waits := _sources[name].waits) is not None
    ]
    return asked[0].union(*asked[1:])
