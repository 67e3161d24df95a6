"""The mails about sponsoring. They name no record: the page does, to who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, declare, register
from groundswell.partnership import selectors
from groundswell.partnership.selectors import sponsorships
from groundswell.partnership.states import SponsorshipState as S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.partnership.models import Sponsorship

KIND = Kind("sponsoring", lazy("Sponsoring"), lazy("You are asked to sponsor something, or somebody answered you"), 67)
ASKED, REMINDER = "partnership.sponsor_asked", "partnership.sponsor_reminder"
ACCEPTED, DECLINED = "partnership.sponsor_accepted", "partnership.sponsor_declined"


def _asked(one: Sponsorship) -> tuple[str, str]:
    told = {"who": one.asked_by.name, "date": long_date(one.answer_by)}
    return (
        _("%(who)s asks you to sponsor something") % {"who": one.asked_by.first_name},
        _("%(who)s would like you to stand behind a piece of work. Please say yes or no by %(date)s.") % told,
    )


def _reminder(one: Sponsorship) -> tuple[str, str]:
    told = {"who": one.asked_by.name, "date": long_date(one.answer_by)}
    return (_("Please say yes or no"), _("%(who)s waits for your answer by %(date)s.") % told)


def _accepted(one: Sponsorship) -> tuple[str, str]:
    who = {"who": one.person.name}
    return (_("%(who)s is its sponsor now") % who, _("%(who)s said yes to sponsoring what you asked for.") % who)


def _declined(one: Sponsorship) -> tuple[str, str]:
    who = {"who": one.person.name}
    return (_("%(who)s cannot sponsor it") % who, _("%(who)s said why not. You can ask somebody else.") % who)


WORDS: dict[str, tuple[Callable[[Sponsorship], tuple[str, str]], object, str]] = {
    ASKED: (_asked, lazy("Someone asked you to sponsor a piece of work."), S.ASKED),
    REMINDER: (_reminder, lazy("You have not answered yet."), S.ASKED),
    ACCEPTED: (_accepted, lazy("You asked this person to sponsor a piece of work."), S.ACCEPTED),
    DECLINED: (_declined, lazy("You asked this person to sponsor a piece of work."), S.DECLINED),
}


def register_all() -> None:
    declare(KIND)
    for key, (words, why, state) in WORDS.items():
        register(Notice(key, _writer(words), lambda _id: None, _still(state), kind=KIND.key, why=why))


def _still(state: str) -> Callable[[UUID], bool]:
    """Whether it still stands so; what was taken back or answered while the mail waited is not told."""

    def holds(sponsorship_id: UUID) -> bool:
        found = sponsorships.sponsorship_with(sponsorship_id)
        return found is not None and found.state == state

    return holds


def _writer(words: Callable[[Sponsorship], tuple[str, str]]) -> Callable[[UUID, Recipient], Letter | None]:
    def write(sponsorship_id: UUID, to: Recipient) -> Letter | None:
        found = sponsorships.sponsorship_with(sponsorship_id)
        person = selectors.person(to.person_id) if to.person_id else None
        if found is None or person is None:
            return None
        asker = selectors.asker_for(person, found.programme)
        if sponsorships.sponsorship_for(asker, found.pk) is None:
            return None
        return _letter(found, words, selectors.address_of_site(found.programme))

    return write


def _letter(one: Sponsorship, words: Callable[[Sponsorship], tuple[str, str]], site: str = "") -> Letter:
    subject, news = words(one)
    link = site + reverse("partnership:sponsorship", args=[one.pk])
    return Letter(
        subject, (news,), link, _("Read more and answer") if one.state == S.ASKED else _("See where it stands")
    )


def on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """What these notices say to who asks, of sponsorships that they may read now; one query."""
    wanted = [one for one in told if one[0] in WORDS]
    if not wanted:
        return {}
    seen = sponsorships.sponsorships_for(asker).filter(pk__in={record_id for _key, record_id in wanted})
    found = {one.pk: one for one in seen}
    return {(key, pk): _letter(found[pk], WORDS[key][0]) for key, pk in wanted if pk in found}
