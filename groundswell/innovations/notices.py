"""What each mail about an innovation says. The news first, one link; nothing of what the record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.innovations import selectors
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.innovations.models import Innovation


def _joined(innovation: Innovation) -> tuple[str, tuple[str, ...]]:
    code = innovation.reference.replace("-", " ")
    return _("You are on the team of %(code)s") % {"code": code}, (
        _("%(who)s looks after it, and can tell you more.") % {"who": innovation.keeper.name},
        _("Sign in to read its record. If this is a mistake, you can leave the team there."),
    )


def _handed(innovation: Innovation) -> tuple[str, tuple[str, ...]]:
    code = innovation.reference.replace("-", " ")
    return _("You look after %(code)s now") % {"code": code}, (
        _("Its team asks you when they need something. You can hand it on to someone else on its team page."),
    )


def _changed(innovation: Innovation) -> tuple[str, tuple[str, ...]]:
    code = innovation.reference.replace("-", " ")
    return _("News of an innovation: %(code)s") % {"code": code}, (
        _("Something changed in an innovation that you follow. The page says what."),
        _("You get at most one of these a day. To stop, open the page and press Stop following."),
    )


def register_all() -> None:
    register(Notice("innovations.joined", _writer(_joined, lazy("Read the record")), lambda _id: None))
    register(Notice("innovations.handed", _writer(_handed, lazy("Read the record")), lambda _id: None))
    register(Notice("innovations.changed", _writer(_changed, lazy("See what changed")), lambda _id: None))


def _writer(
    words: Callable[[Innovation], tuple[str, tuple[str, ...]]], link_words: StrPromise
) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        innovation = selectors.innovation_with(record_id)
        if innovation is None or not _may_see(innovation, to):
            return None
        subject, paragraphs = words(innovation)
        address = partnership.address_of_site(innovation.programme)
        link = reverse("innovations:record", args=[innovation.reference])
        return Letter(subject, paragraphs, address + link, str(link_words), innovation.keeper.name)

    return write


def _may_see(innovation: Innovation, to: Recipient) -> bool:
    """Asked again when the mail is written: teams change and records close while it waits."""
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, innovation.programme) if person else None
    return asker is not None and selectors.innovations_for(asker).filter(pk=innovation.pk).exists()
