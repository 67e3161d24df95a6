"""The words of pages that span rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.foundation import menu
from groundswell.foundation.access import SIGNED_IN
from groundswell.foundation.access.roles import team_kinds
from groundswell.foundation.design.words import capped

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.foundation.work import Work
    from groundswell.journey.selectors import Answered, Promise


def register_all() -> None:
    menu.register(menu.Link(gettext_lazy("Today"), "journey:today", SIGNED_IN, 1))


def one_more_step(asker: Asker) -> str:
    """What waits for the second step at sign-in; nothing when nothing does."""
    if not asker.dropped:
        return ""
    if {held.kind for held in asker.dropped} & set(team_kinds()):
        return _("One more step before you can answer ideas")
    return _("One more step before you can look after people and roles")


@dataclass(frozen=True)
class Number:
    figure: str
    sentence: str


@dataclass(frozen=True)
class Step:
    """A step of the tracker line."""

    title: str
    when: date | None = None
    who: str = ""
    note: str = ""
    status: str = "todo"


def numbers(counts: Answered) -> list[Number]:
    """The heroes of the home page. Nothing is shown that was not counted."""
    if not counts.sent:
        return []
    figure = f"{counts.sent:,}+" if counts.capped else f"{counts.sent:,}"
    found = [Number(figure, ngettext("idea sent", "ideas sent", counts.sent))]
    if counts.in_ten is not None:
        found.append(Number(_("%(share)d in 10") % {"share": counts.in_ten}, _replied(counts)))
    if counts.done:
        fixed = ngettext("idea done, start to finish", "ideas done, start to finish", counts.done)
        found.append(Number(f"{counts.done:,}", fixed))
    return found


def _replied(counts: Answered) -> str:
    if counts.capped:
        return _("people got a reply by the promised date, of the newest 1,000 ideas")
    return _("people got a reply by the promised date")


def road(promise: Promise) -> list[Step]:
    """What happens to an idea that is sent today, with a person and dates."""
    return [
        Step(_("You send it"), note=_("It takes about 3 minutes."), status="now"),
        Step(_("Someone reads it"), who=promise.who.name, note=_("A real person, with a name.")),
        Step(_("You get a reply"), promise.reply_by, note=_("By this date, every time.")),
        Step(_("You hear what we decide"), promise.decide_by, note=_("Yes, not now, or a better route, and why.")),
    ]


def today_heading(found: Work) -> str:
    if not found.count:
        return _("Nothing needs you today.")
    heading = ngettext("Today: %(count)s thing needs you", "Today: %(count)s things need you", found.count)
    return heading % {"count": capped(found.count)}


def today_sentence(found: Work) -> str:
    """What is most pressing: how many are late. Of what is not listed we know only that some may be."""
    late = sum(item.late for item in found.items)
    if late and any(rest.late for rest in found.rest):
        return _("%(count)d or more are late.") % {"count": late}
    if late:
        return ngettext("%(count)d is late.", "%(count)d are late.", late) % {"count": late}
    return _("Nothing is late.") if found.items else ""


@dataclass(frozen=True)
class More:
    """What today's list leaves out of one kind of work, and where the whole list of it is."""

    words: str
    address: str


def more(found: Work) -> list[More]:
    return [
        More(
            _("And %(count)s more: %(kind)s") % {"count": capped(rest.count), "kind": rest.source.words},
            reverse("journey:today-all", args=[rest.source.name]),
        )
        for rest in found.rest
    ]
