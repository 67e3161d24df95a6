"""Sponsoring in words, with a person and a date; and what it adds to work lists, homes and menus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation import homes, menu, work
from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.lives import Life, register
from groundswell.partnership import policies
from groundswell.partnership.lifecycle import SPONSORSHIP
from groundswell.partnership.policies.sponsored import Subject, kind_named
from groundswell.partnership.published import is_late, status
from groundswell.partnership.selectors import sponsorships as selectors
from groundswell.partnership.states import RoleKey, SponsorshipState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme, Sponsorship

PAGE, FEW = 25, 3
S = SponsorshipState
UNKNOWN = Subject("")


@dataclass(frozen=True)
class Row:
    """One sponsorship in a list."""

    id: UUID
    title: str
    status: str
    late: bool
    open: bool


def rows(asker: Asker, sponsorships: Iterable[Sponsorship]) -> list[Row]:
    found = list(sponsorships)
    subjects, today = selectors.subjects(asker, found), clock.today(asker.timezone)
    return [
        Row(
            id=one.pk,
            title=title(one, subjects),
            status=status(one, today),
            late=is_late(one, today),
            open=one.state == S.ASKED,
        )
        for one in found
    ]


def title(one: Sponsorship, subjects: dict[UUID, Subject]) -> str:
    """What it is about; a record that is gone, or that was theirs to read while they were asked, only by its kind."""
    room = kind_named(one.kind)
    kind = {"kind": str(room.word) if room else one.kind}
    return subjects.get(one.record_id, UNKNOWN).title or _("A record that you cannot open now (%(kind)s)") % kind


def to_answer(asker: Asker, start: int = 0) -> work.Part:
    """What one is asked to sponsor."""
    today, asked = clock.today(asker.timezone), selectors.asked_of(asker)
    found = list(asked[start : start + PAGE])
    subjects = selectors.subjects(asker, found)
    items = [
        work.Item(
            title=title(one, subjects),
            why=_("%(who)s asks you to sponsor it") % {"who": one.asked_by.name},
            due=one.answer_by,
            address=reverse("partnership:sponsorship", args=[one.pk]),
            button=_("Say yes or no"),
            late=is_late(one, today),
        )
        for one in found
    ]
    full = len(items) == PAGE or start
    return work.Part(items, asked[: MOST_COUNTED + 1].count() if full else len(items))


def sponsored(asker: Asker) -> list[homes.Line]:
    """For someone's home: what they sponsor now."""
    found = list(selectors.sponsored_by(asker)[:FEW])
    subjects, today = selectors.subjects(asker, found), clock.today(asker.timezone)
    return [
        homes.Line(title(one, subjects), reverse("partnership:sponsorship", args=[one.pk]), status(one, today))
        for one in found
    ]


_ASKED = lazy("the person who was asked")
SAYS = {
    "accept": lazy("the person who was asked says yes"),
    "decline": lazy("the person who was asked says no, and why"),
    "ask again": lazy("the words of the work are changed. A yes was to the words before, so it is asked anew"),
    "take back": lazy("the question is taken back, so that somebody else can be asked"),
    "hand over": lazy("somebody else has said yes to taking it on"),
    "end": lazy("the work is over, or its sponsor has left for good"),
    "erase": lazy("a person is forgotten, at their wish, and their words with them"),
}
WHO = {
    policies.can_accept_sponsorship: lazy("the person who was asked, while they are an executive sponsor"),
    policies.can_answer_sponsorship: _ASKED,
    policies.can_take_back_asking: lazy("who asked, or anyone who may ask"),
    policies.can_relieve: lazy("the new sponsor, by saying yes. Until then the old one stays"),
    policies.can_end_sponsorship: lazy("the site, by itself"),
}


def _days(programme: Programme) -> dict[str, str]:
    days = ngettext("%(count)d working day", "%(count)d working days", programme.reply_days)
    return {S.ASKED: _("an answer within %(days)s") % {"days": days % {"count": programme.reply_days}}}


def register_all() -> None:
    meaning = lazy("Can be asked to stand behind a piece of work")
    declare(RoleKind(RoleKey.SPONSOR, lazy("Executive sponsor"), meaning, privileged=True))
    words, more = lazy("What I sponsor"), lazy("All that I was asked")
    menu.register(menu.Link(words, "partnership:sponsoring", policies.SPONSORS, 8))
    work.register(work.Source("sponsoring", lazy("Work to sponsor"), to_answer, selectors.asked_of))
    coming = lazy("Nothing yet. When you are asked to stand behind a piece of work, you say yes or no here.")
    section = homes.Section(
        "sponsoring",
        lazy("What you sponsor"),
        policies.SPONSORS,
        5,
        sponsored,
        coming,
        ("partnership:sponsoring", more),
    )
    homes.register(section)
    register(
        Life(
            key="sponsorship",
            title=lazy("How a piece of work gets a sponsor"),
            about=lazy("Someone at the top of an organisation stands behind it, so that it does not stand alone."),
            lifecycle=SPONSORSHIP,
            states=SponsorshipState,
            says=SAYS,
            who=WHO,
            days=_days,
            place=30,
        )
    )
