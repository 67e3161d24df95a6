"""The mails about questions to the programme: to who has one, and to who asked. None holds the question itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, declare, register
from groundswell.partnership import selectors
from groundswell.partnership.selectors import enquiries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.partnership.models import Enquiry

HELD, GOT, ANSWERED = "partnership.question", "partnership.question_got", "partnership.question_answered"
KIND = Kind(
    "questions",
    lazy("Questions to us"),
    lazy("Somebody outside asked something, and you have it"),
    65,
    always=lazy("What we write back to a question of yours always comes by mail, at once."),
)


def register_all() -> None:
    declare(KIND)
    mine = lazy("You asked us something on our contact page.")
    held = lazy("You were on duty, or someone gave it to you.")
    register(Notice(HELD, _to_holder, lambda _id: None, kind=KIND.key, why=held))
    register(Notice(GOT, _got, _asker_of, kind=KIND.key, why=mine, always=True, asked_for=True))
    register(Notice(ANSWERED, _answered, _asker_of, kind=KIND.key, why=mine, always=True))


def _asker_of(enquiry_id: UUID) -> Recipient | None:
    """Who asked; nobody once they are erased."""
    found = enquiries.enquiry_with(enquiry_id)
    return Recipient(found.name, found.email) if found and found.email else None


def _to_holder(enquiry_id: UUID, to: Recipient) -> Letter | None:
    found = enquiries.enquiry_with(enquiry_id)
    person = selectors.person(to.person_id) if to.person_id else None
    if found is None or person is None:
        return None
    asker = selectors.asker_for(person, found.programme)
    if enquiries.enquiry_for(asker, found.pk) is None:
        return None
    return _holder_letter(found, selectors.address_of_site(found.programme))


def _holder_letter(found: Enquiry, site: str = "") -> Letter:
    return Letter(
        _("A question for you to answer"),
        (
            _("Someone asked the programme something, and you have it.")
            + " "
            + _("They were told to hear by %(date)s.") % {"date": long_date(found.reply_by)},
        ),
        site + reverse("partnership:enquiry", args=[found.pk]),
        _("Read the question"),
    )


def _got(enquiry_id: UUID, _to: Recipient) -> Letter | None:
    found = enquiries.enquiry_with(enquiry_id)
    if found is None:
        return None
    told = {"who": found.holder.name, "date": long_date(found.reply_by)}
    return Letter(
        _("We have your question"),
        (_("%(who)s writes back by %(date)s.") % told, _("You do not need to do anything.")),
        _link(found),
        _("See your question"),
        found.holder.name,
    )


def _answered(enquiry_id: UUID, _to: Recipient) -> Letter | None:
    found = enquiries.enquiry_with(enquiry_id)
    if found is None or found.ended_by is None:
        return None
    return Letter(
        _("%(who)s has answered your question") % {"who": found.ended_by.first_name},
        (_("Use the link to read the answer."),),
        _link(found),
        _("Read the answer"),
        found.ended_by.name,
    )


def _link(found: Enquiry) -> str:
    page = reverse("partnership:asked", args=[found.pk, enquiries.token_of(found)])
    return selectors.address_of_site(found.programme) + page


def on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """What these notices say to who has the questions, of those that they may read now; one query."""
    wanted = [one for one in told if one[0] == HELD]
    if not wanted:
        return {}
    seen = enquiries.enquiries_for(asker).filter(pk__in={record_id for _key, record_id in wanted})
    found = {enquiry.pk: enquiry for enquiry in seen}
    return {one: _holder_letter(found[one[1]]) for one in wanted if one[1] in found}
