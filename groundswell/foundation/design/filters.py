"""What a list can be narrowed to, as links: drawn by `components/filters`, the same in every room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class FilterLink:
    """One choice. `count`: how much there is of it, where that is told; `current`: it is the one that is shown."""

    words: str
    href: str
    count: str | None
    current: bool


@dataclass(frozen=True)
class FilterRow:
    """What the choices are about, and the choices."""

    label: str
    links: list[FilterLink]


def query_of(now: Any) -> str:
    """The address of a choice: a dataclass of words, of which the empty ones narrow nothing."""
    return urlencode({name: value for name, value in vars(now).items() if value})


def row(now: Any, name: str, label: str, choices: Iterable[tuple[str, Any]], *, address: str) -> FilterRow:
    """Links to the list with another word for one field of what is chosen now; the others stay."""
    made = []
    for key, words in choices:
        query = query_of(replace(now, **{name: key}))
        href = f"{address}?{query}" if query else address
        made.append(FilterLink(str(words), href, None, getattr(now, name) == key))
    return FilterRow(label, made)
