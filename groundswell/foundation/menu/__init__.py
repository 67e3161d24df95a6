"""The menu's registry: rooms register links, `journey` shows those that the asker may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.access import Asker, Audience


@dataclass(frozen=True)
class Link:
    """One link: words, address name, who sees it, and its place in the row (small first).

    `count`: how much waits behind it, in figures, asked when the link is drawn; "" for nothing. Such a link stands
    beside the person's name in the header.
    `rare`: it is needed so seldom that it stands on the menu page only.
    """

    words: str
    address: str
    audience: Audience
    place: int
    rare: bool = False
    count: Callable[[Asker], str] | None = None


_links: dict[str, Link] = {}


def register(link: Link) -> None:
    """Add a link; registering an address again replaces it."""
    _links[link.address] = link


def menu_for(asker: Asker) -> list[Link]:
    """Every link that this asker may open, in order: the menu page shows them all."""
    return [link for link in sorted(_links.values(), key=lambda link: link.place) if link.audience.admits(asker)]


def header_for(asker: Asker) -> list[Link]:
    """The first five that are needed often; what counts something stands beside the person's name instead."""
    return [link for link in menu_for(asker) if not link.rare and link.count is None][:5]


_ways: dict[str, str] = {}


def open_way(name: str, address: str) -> None:
    """Say where a way leads that pages of earlier rooms may offer: "share-an-idea" leads to the room of ideas."""
    _ways[name] = address


def way(name: str) -> str:
    """The address name behind a way; "" while no room has opened it."""
    return _ways.get(name, "")
