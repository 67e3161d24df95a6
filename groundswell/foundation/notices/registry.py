"""What each notice says. Rooms register a writer under a key; the floor knows no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Recipient:
    """A name and an address; `person_id` none means the sender of the record.

    `stopped`: mail to this address came back, and nobody has said since that it works.
    """

    name: str
    email: str
    person_id: UUID | None = None
    stopped: bool = False


@dataclass(frozen=True)
class Letter:
    """A mail: the news first, one link, at most 120 words, nothing that is confidential."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str
    link_words: str
    from_name: str = ""


@dataclass(frozen=True)
class Kind:
    """What people choose by: "My ideas". `usually`: how such things go to who has not chosen.

    `always`: what comes at once whatever is chosen, in words ("" when all of it can be stopped).
    """

    key: str
    name: str | StrPromise
    meaning: str | StrPromise
    place: int
    usually: How = How.NOW
    always: str | StrPromise = ""


@dataclass(frozen=True)
class Notice:
    """`write(record_id, recipient)` gives the letter; none when this person may no longer see the record.

    `sender(record_id)` gives the record's own sender, for rows that name no person.
    `holds(record_id)`: whether what it tells is still so; asked once more just before it goes.
    `kind`: the key of its `Kind`. `why`: one sentence that answers "Why did I get this?".
    `always`: it goes at once, whatever its reader has chosen. `asked_for`: its reader has just asked for it, so it
    is tried even at an address that refused mail before.
    """

    key: str
    write: Callable[[UUID, Recipient], Letter | None]
    sender: Callable[[UUID], Recipient | None]
    holds: Callable[[UUID], bool] = lambda _record_id: True
    kind: str = ""
    why: str | StrPromise = ""
    always: bool = False
    asked_for: bool = False


@dataclass(frozen=True)
class Pages:
    """Where the pages of notices stand, with the host of a programme: the list, and where a signed link stops mail."""

    all: Callable[[UUID], str]
    stop: Callable[[UUID, str], str]


Told = tuple[str, "UUID"]  # a notice's key, and the record that it is about

_notices: dict[str, Notice] = {}
_kinds: dict[str, Kind] = {}
_readers: dict[str, Callable[[Asker, Iterable[Told]], dict[Told, Letter]]] = {}
_book: list[Callable[[UUID], Recipient | None]] = []
_zones: list[Callable[[UUID], str]] = []
_refused: list[Callable[[str], None]] = []
_pages: list[Pages] = []


def register(notice: Notice) -> None:
    _notices[notice.key] = notice


def notice_for(key: str) -> Notice:
    return _notices[key]


def declare(kind: Kind) -> None:
    """Add a kind; it can be chosen once there is a notice of it that does not always come."""
    _kinds[kind.key] = kind


def kinds() -> list[Kind]:
    """The kinds of which there are notices that can be chosen away, in order."""
    used = {notice.kind for notice in _notices.values() if not notice.always}
    return sorted((kind for kind in _kinds.values() if kind.key in used), key=lambda kind: kind.place)


def kind_named(key: str) -> Kind | None:
    return _kinds.get(key)


def kind_of(notice_key: str) -> Kind | None:
    """The kind of a notice; none when it belongs to none, or its room is gone."""
    notice = _notices.get(notice_key)
    return _kinds.get(notice.kind) if notice else None


def keys_of(chosen: Iterable[str]) -> list[str]:
    """The notices of these kinds that can be chosen away."""
    wanted = set(chosen)
    return [notice.key for notice in _notices.values() if notice.kind in wanted and not notice.always]


def why_of(notice_key: str) -> str:
    """Why someone gets this notice; "" when its room is gone."""
    notice = _notices.get(notice_key)
    return str(notice.why) if notice else ""


def reader(room: str, read: Callable[[Asker, Iterable[Told]], dict[Told, Letter]]) -> None:
    """Say how a room's notices read on the site, many at once; what this asker may not see is left out.

    `room` is the part of the keys before the dot. The links of the letters are paths.
    """
    _readers[room] = read


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """The letters of these notices as this asker may read them now, in a fixed number of queries a room."""
    found: dict[Told, Letter] = {}
    wanted = set(told)
    for room, read in _readers.items():
        mine = {one for one in wanted if one[0].partition(".")[0] == room}
        found |= read(asker, mine) if mine else {}
    return found


def address_book(look_up: Callable[[UUID], Recipient | None]) -> None:
    """Say how a person's name and address are found; the last one registered is asked."""
    _book[:] = [look_up]


def time_zones(look_up: Callable[[UUID], str]) -> None:
    """Say in which time zone a programme lives."""
    _zones[:] = [look_up]


def when_refused(note: Callable[[str], None]) -> None:
    """Say what else is to be done when a mail server refuses an address for good."""
    _refused[:] = [note]


def pages(found: Pages) -> None:
    """Say where the pages of notices stand."""
    _pages[:] = [found]


def zone_of(programme_id: UUID) -> str:
    return _zones[0](programme_id)


def note_refusal(email: str) -> None:
    for note in _refused:
        note(email)


def page_of_all(programme_id: UUID) -> str:
    return _pages[0].all(programme_id)


def page_to_stop(programme_id: UUID, signed: str) -> str:
    return _pages[0].stop(programme_id, signed)


def recipient_of(key: str, record_id: UUID, person_id: UUID | None) -> Recipient | None:
    """Who the row means today; none when there is no address to write to."""
    return notice_for(key).sender(record_id) if person_id is None else _book[0](person_id)
