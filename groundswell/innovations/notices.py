"""What each mail about an innovation says. The news first, one link; nothing of what the record holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, declare, reader, register
from groundswell.foundation.notices.states import How
from groundswell.innovations import selectors
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.innovations.models import Innovation

OWN = Kind("my_innovations", lazy("My innovations"), lazy("You are on a team now, or look after a record"), 60)
FOLLOWED = Kind(
    "followed", lazy("Innovations I follow"), lazy("Something changed in an innovation that you follow"), 70, How.DAILY
)


@dataclass(frozen=True)
class Words:
    """What a notice says, of which kind it is, and why somebody gets it."""

    subject: Callable[[Innovation], str]
    paragraphs: Callable[[Innovation], tuple[str, ...]]
    link_words: StrPromise
    kind: Kind
    why: StrPromise

    def letter(self, innovation: Innovation, link: str) -> Letter:
        return Letter(
            self.subject(innovation),
            self.paragraphs(innovation),
            link,
            str(self.link_words),
            innovation.keeper.name,
        )


def _code(innovation: Innovation) -> dict[str, str]:
    return {"code": innovation.reference.replace("-", " ")}


WORDS = {
    "innovations.joined": Words(
        lambda innovation: _("You are on the team of %(code)s") % _code(innovation),
        lambda innovation: (
            _("%(who)s looks after it, and can tell you more.") % {"who": innovation.keeper.name},
            _("Sign in to read its record. If this is a mistake, you can leave the team there."),
        ),
        lazy("Read the record"),
        OWN,
        lazy("Someone named you for the team of this innovation."),
    ),
    "innovations.handed": Words(
        lambda innovation: _("You look after %(code)s now") % _code(innovation),
        lambda _innovation: (
            _("Its team asks you when they need something. You can hand it on to someone else on its team page."),
        ),
        lazy("Read the record"),
        OWN,
        lazy("Someone asked you to look after this record."),
    ),
    "innovations.changed": Words(
        lambda innovation: _("News of an innovation: %(code)s") % _code(innovation),
        lambda _innovation: (
            _("Something changed in an innovation that you follow. The page says what."),
            _("You hear of it at most once a day. To stop, open the page and press Stop following."),
        ),
        lazy("See what changed"),
        FOLLOWED,
        lazy("You follow this innovation."),
    ),
}


def register_all() -> None:
    for kind in (OWN, FOLLOWED):
        declare(kind)
    for key, words in WORDS.items():
        register(Notice(key, _writer(words), lambda _id: None, kind=words.kind.key, why=words.why))
    reader("innovations", read_on_site)


def _writer(words: Words) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        innovation = selectors.innovation_with(record_id)
        if innovation is None or not _may_see(innovation, to):
            return None
        return words.letter(innovation, partnership.address_of_site(innovation.programme) + _link(innovation))

    return write


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """What these notices say to who asks, of innovations that they may see now; one query however many there are."""
    wanted = list(told)
    seen = selectors.innovations_for(asker).filter(pk__in={record_id for _key, record_id in wanted})
    found = {innovation.pk: innovation for innovation in seen}
    return {
        (key, record_id): WORDS[key].letter(found[record_id], _link(found[record_id]))
        for key, record_id in wanted
        if record_id in found and key in WORDS
    }


def _link(innovation: Innovation) -> str:
    return reverse("innovations:record", args=[innovation.reference])


def _may_see(innovation: Innovation, to: Recipient) -> bool:
    """Asked again when the mail is written: teams change and records close while it waits."""
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, innovation.programme) if person else None
    return asker is not None and selectors.innovations_for(asker).filter(pk=innovation.pk).exists()
