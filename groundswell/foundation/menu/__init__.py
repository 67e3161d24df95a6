"""The registry of ways to go: rooms register links, `journey` and the layouts show those that the asker may open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker, Audience


class Where(StrEnum):
    """Where a link stands, beside the site map, which holds all of them."""

    MENU = "menu"
    FOOT = "foot"  # at the end of each page: about the site itself
    MAP = "map"  # on the site map alone


@dataclass(frozen=True)
class Link:
    """One link: words, address name, who sees it, and its place in the row (small first).

    `count`: how much waits behind it, in figures, asked when the link is drawn; "" for nothing. Such a link stands
    beside the person's name in the header.
    `rare`: it is needed so seldom that it stands on the menu page only.
    """

    words: str | StrPromise
    address: str
    audience: Audience
    place: int
    rare: bool = False
    count: Callable[[Asker], str] | None = None
    where: Where = Where.MENU


_links: dict[str, Link] = {}


def register(link: Link) -> None:
    """Add a link; registering an address again replaces it."""
    _links[link.address] = link


def menu_for(asker: Asker) -> list[Link]:
    """Every link of the menu that this asker may open, in order: the menu page shows them all."""
    return _at(Where.MENU, asker)


def header_for(asker: Asker) -> list[Link]:
    """The first five that are needed often; what counts something stands beside the person's name instead."""
    return [link for link in menu_for(asker) if not link.rare and link.count is None][:5]


def foot_for(asker: Asker) -> list[Link]:
    """What stands at the end of each page."""
    return _at(Where.FOOT, asker)


def map_for(asker: Asker) -> dict[Where, list[Link]]:
    """Every registered page that this asker may open, by where it stands."""
    return {where: _at(where, asker) for where in Where}


def _at(where: Where, asker: Asker) -> list[Link]:
    here = [link for link in _links.values() if link.where == where and link.audience.admits(asker)]
    return sorted(here, key=lambda link: link.place)


@dataclass(frozen=True)
class Way:
    """An address name; `came` says what this asker may know of what came by it from a record, "" for nothing."""

    address: str
    came: Callable[[Asker, UUID], str] | None = None


_ways: dict[str, Way] = {}


def open_way(name: str, address: str, came: Callable[[Asker, UUID], str] | None = None) -> None:
    """Say where a way leads that pages of earlier rooms may offer: "share-an-idea" leads to the room of ideas."""
    _ways[name] = Way(address, came)


def way(name: str) -> str:
    """The address name behind a way; "" while no room has opened it."""
    return _ways[name].address if name in _ways else ""


def came_by(name: str, asker: Asker, record_id: UUID) -> str:
    """A sentence on what came by a way from the page of this record; "" for nothing, or while it is not open."""
    found = _ways.get(name)
    return found.came(asker, record_id) if found and found.came else ""
