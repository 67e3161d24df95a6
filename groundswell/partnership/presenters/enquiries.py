"""Questions to the programme in words, and what they add to menus and to what needs someone today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation import menu, work
from groundswell.foundation.access import EVERYONE
from groundswell.foundation.design.filters import FilterLink
from groundswell.foundation.design.words import MOST_COUNTED, capped, long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.lives import Life, register
from groundswell.partnership import policies
from groundswell.partnership.lifecycle import ENQUIRY
from groundswell.partnership.selectors import enquiries as selectors
from groundswell.partnership.states import AsideReason, EnquiryState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Enquiry, Programme

PAGE = 25
SHORT = 12  # words
SHOWS = {selectors.WAITING: lazy("Waiting"), selectors.LATE: lazy("Late"), selectors.DONE: lazy("Done")}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: UUID
    title: str
    who: str
    state: str
    when: date | datetime
    late: bool


def rows(enquiries: Iterable[Enquiry], today: date) -> list[Row]:
    return [
        Row(
            id=one.pk,
            title=Truncator(one.text).words(SHORT),
            who=(one.ended_by or one.holder).name,
            state=str(one.get_state_display()),
            when=one.ended_at or one.reply_by,
            late=is_late(one, today),
        )
        for one in enquiries
    ]


def is_late(enquiry: Enquiry, today: date) -> bool:
    return enquiry.state == EnquiryState.WAITING and enquiry.reply_by < today


def status(enquiry: Enquiry, today: date) -> str:
    """Where it stands, with a person and a date."""
    if enquiry.state == EnquiryState.ANSWERED:
        told = {"who": enquiry.ended_by.name, "date": long_date(enquiry.ended_at)}
        return _("%(who)s wrote back on %(date)s.") % told
    if enquiry.state == EnquiryState.ASIDE:
        told = {
            "who": enquiry.ended_by.name,
            "date": long_date(enquiry.ended_at),
            "why": AsideReason(enquiry.aside_reason).label,
        }
        return _("%(who)s looked at it on %(date)s. No answer was needed: %(why)s.") % told
    told = {"who": enquiry.holder.name, "date": long_date(enquiry.reply_by)}
    if is_late(enquiry, today):
        return _("We are late, and we are sorry. %(who)s has it, and was to write back by %(date)s.") % told
    return _("%(who)s has it, and writes back by %(date)s.") % told


def filters(asker: Asker, show: str) -> list[FilterLink]:
    counts, address = selectors.counts(asker), reverse("partnership:enquiries")
    return [
        FilterLink(str(words), f"{address}?show={key}", capped(counts[key]) if key in counts else None, key == show)
        for key, words in SHOWS.items()
    ]


def to_answer(asker: Asker, start: int = 0) -> work.Part:
    """What waits in one's own hands."""
    today, held = clock.today(asker.timezone), selectors.held_by(asker)
    items = [
        work.Item(
            title=Truncator(one.text).words(SHORT),
            why=_("Someone asked us something"),
            due=one.reply_by,
            address=reverse("partnership:enquiry", args=[one.pk]),
            button=_("Answer it"),
            late=is_late(one, today),
        )
        for one in held[start : start + PAGE]
    ]
    full = len(items) == PAGE or start
    return work.Part(items, held[: MOST_COUNTED + 1].count() if full else len(items))


SAYS = {
    "take": lazy("someone takes it"),
    "hand over": lazy("it is given to someone else"),
    "answer": lazy("the answer is written, and a mail says where to read it"),
    "set aside": lazy("no answer is needed, and its page says why"),
    "take up again": lazy("it does need an answer after all"),
    "hand on": lazy("who had it has left for good, so someone else has it"),
    "erase": lazy("who asked is forgotten, at their wish, and their words with them"),
}
WHO = {
    policies.can_take_enquiry: lazy("the innovation team"),
    policies.can_answer_enquiry: lazy("the person who has it"),
    policies.can_erase_enquiry: lazy("an administrator"),
}


def _days(programme: Programme) -> dict[str, str]:
    days = ngettext("%(count)d working day", "%(count)d working days", programme.reply_days)
    return {EnquiryState.WAITING: _("an answer within %(days)s") % {"days": days % {"count": programme.reply_days}}}


def register_all() -> None:
    menu.register(menu.Link(lazy("Contact us"), "partnership:contact", EVERYONE, 40, where=menu.Where.FOOT))
    questions = lazy("Questions to us")
    menu.register(menu.Link(questions, "partnership:enquiries", policies.ANSWERERS, 46, rare=True))
    work.register(work.Source("questions-to-us", lazy("Questions from outside"), to_answer, selectors.held_by))
    register(
        Life(
            key="question",
            title=lazy("What happens to a question that you ask us"),
            about=lazy("Anyone can ask us something. A named person writes back by a date."),
            lifecycle=ENQUIRY,
            states=EnquiryState,
            says=SAYS,
            who=WHO,
            days=_days,
            place=40,
        )
    )
