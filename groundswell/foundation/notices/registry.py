"""What each notice says. Rooms register a writer under a key; the floor knows no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID


@dataclass(frozen=True)
class Recipient:
    """A name and an address; `person_id` none means the sender of the record."""

    name: str
    email: str
    person_id: UUID | None = None


@dataclass(frozen=True)
class Letter:
    """A mail: the news first, one link, at most 120 words, nothing that is confidential."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str
    link_words: str
    from_name: str = ""


@dataclass(frozen=True)
class Notice:
    """`write(record_id, recipient)` gives the letter; none when this person may no longer see the record.

    `sender(record_id)` gives the record's own sender, for rows that name no person.
    `holds(record_id)`: whether what it tells is still so; asked once more just before it goes.
    """

    key: str
    write: Callable[[UUID, Recipient], Letter | None]
    sender: Callable[[UUID], Recipient | None]
    holds: Callable[[UUID], bool] = lambda _record_id: True


_notices: dict[str, Notice] = {}
_book: list[Callable[[UUID], Recipient | None]] = []


def register(notice: Notice) -> None:
    _notices[notice.key] = notice


def notice_for(key: str) -> Notice:
    return _notices[key]


def address_book(look_up: Callable[[UUID], Recipient | None]) -> None:
    """Say how a person's name and address are found; the last one registered is asked."""
    _book[:] = [look_up]


def recipient_of(key: str, record_id: UUID, person_id: UUID | None) -> Recipient | None:
    """Who the row means today; none when there is no address to write to."""
    return notice_for(key).sender(record_id) if person_id is None else _book[0](person_id)
