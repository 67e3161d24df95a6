"""How a notice of this room is made: what it says, about what kind of record, and who may read that record now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, register
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker

NEEDS = Kind(
    "needs", lazy("Needs and challenges"), lazy("News of a need, a round of votes or a challenge of yours"), 55,
    always=lazy("That we have a need of yours, sent without signing in, always comes by mail, at once."),
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """A kind of record: all of it that an asker may see, where it stands, and who sends the mail."""

    seen: Callable[[Asker], QuerySet[Any]]
    page: str
    sender: Callable[[Any], str]

    def link(self, record: Any) -> str:
        return reverse(self.page, args=[record.reference])


@dataclass(frozen=True)
class Words:
    about: About
    subject: Callable[[Any], str]
    paragraphs: Callable[[Any], tuple[str, ...]]
    link_words: StrPromise
    why: StrPromise
    always: bool = False  # its reader has just asked for it, so it comes at once

    def letter(self, record: Any, link: str) -> Letter:
        return Letter(
            self.subject(record), self.paragraphs(record), link, str(self.link_words), self.about.sender(record)
        )


def enter(key: str, words: Words) -> None:
    register(
        Notice(
            key,
            _writer(words),
            lambda _id: None,
            kind=NEEDS.key,
            why=words.why,
            always=words.always,
            asked_for=words.always,
        )
    )


def _writer(words: Words) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        """Asked again when the mail is written: roles end and records close while it waits."""
        person = partnership.person(to.person_id) if to.person_id else None
        for programme in partnership.programmes() if person else ():
            asker = partnership.asker_for(person, programme)
            record = words.about.seen(asker).filter(pk=record_id).first()
            if record is not None:
                return words.letter(record, partnership.address_of_site(programme) + words.about.link(record))
        return None

    return write


def code(record: Any) -> dict[str, str]:
    return {"code": record.reference.replace("-", " ")}
