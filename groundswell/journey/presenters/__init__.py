"""The words of pages that span rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.foundation import menu
from groundswell.foundation.access import EVERYONE, SIGNED_IN
from groundswell.foundation.access.roles import team_kinds
from groundswell.foundation.design.words import capped
from groundswell.foundation.notices.registry import kind_of
from groundswell.foundation.notices.selectors import unread_by
from groundswell.foundation.notices.states import How
from groundswell.journey.presenters import about

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices import Kind
    from groundswell.foundation.notices.selectors import InList
    from groundswell.foundation.notices.stopping import Stop
    from groundswell.foundation.work import Work
    from groundswell.journey.selectors import Promise


def register_all() -> None:
    menu.register(menu.Link(gettext_lazy("Today"), "journey:today", SIGNED_IN, 1))
    menu.register(menu.Link(gettext_lazy("Search"), "journey:search", EVERYONE, 2, rare=True))
    menu.register(menu.Link(gettext_lazy("Notices"), "journey:notices", SIGNED_IN, 25, count=unread_by))
    about.register_all()


def one_more_step(asker: Asker) -> str:
    """What waits for the second step at sign-in; nothing when nothing does."""
    if not asker.dropped:
        return ""
    if {held.kind for held in asker.dropped} & set(team_kinds()):
        return _("One more step before you can answer ideas")
    return _("One more step before you can look after people and roles")


@dataclass(frozen=True)
class Step:
    """A step of the tracker line."""

    title: str
    when: date | None = None
    who: str = ""
    note: str = ""
    status: str = "todo"


def road(promise: Promise) -> list[Step]:
    """What happens to an idea that is sent today, with a person and dates."""
    return [
        Step(_("You send it"), note=_("It takes about 3 minutes."), status="now"),
        Step(_("Someone reads it"), who=promise.who.name, note=_("A real person, with a name.")),
        Step(_("You get a reply"), promise.reply_by, note=_("By this date, every time.")),
        Step(_("You hear what we decide"), promise.decide_by, note=_("Yes, not now, or a better route, and why.")),
    ]


def today_heading(found: Work, step: str) -> str:
    """`step`: what waits for the second step; until it is passed we do not know that nothing is there."""
    if not found.count and step:
        return _("What needs you today stands behind one more step")
    if not found.count:
        return _("Nothing needs you today.")
    heading = ngettext("Today: %(count)s thing needs you", "Today: %(count)s things need you", found.count)
    return heading % {"count": capped(found.count)}


def today_sentence(found: Work, step: str) -> str:
    """What is most pressing: how many are late. Of what is not listed we know only that some may be."""
    late = sum(item.late for item in found.items)
    if late and any(rest.late for rest in found.rest):
        return _("%(count)d or more are late.") % {"count": late}
    if late:
        return ngettext("%(count)d is late.", "%(count)d are late.", late) % {"count": late}
    return _("Nothing is late.") if found.items and not step else ""


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


@dataclass(frozen=True)
class Notice:
    """One line of someone's list. `address` "" where there is nothing more to read."""

    words: str
    address: str
    kind: str
    when: datetime
    new: bool
    why: str
    came_back: bool


def in_list(one: InList) -> Notice:
    kind = kind_of(one.row.key)
    row, letter = one.row, one.letter
    return Notice(
        words=letter.subject if letter else _("This is out of date, or no longer yours to read"),
        address=letter.link if letter else "",
        kind=str(kind.name) if kind else "",
        when=row.tell_at or row.queued_at,
        new=row.read_at is None,
        why=one.why,
        came_back=row.refused_at is not None,
    )


def always_sent(kinds: Iterable[Kind]) -> list[str]:
    """What comes by mail at once, whatever is chosen."""
    return [str(kind.always) for kind in kinds if kind.always]


@dataclass(frozen=True)
class StopWords:
    """What a link in a mail stops: `about` what; how it goes `now`, as a sentence; what goes on all the same."""

    about: list[str]
    now: str
    stopped: bool
    daily: bool
    weekly: bool
    always: list[str]
    has_list: bool


def stop(found: Stop) -> StopWords:
    said = {
        How.NOW: _("You get a mail at once."),
        How.DAILY: _("You get one mail a day, at 7 in the morning."),
        How.WEEKLY: _("You get one mail a week, on Monday at 7 in the morning."),
        How.NEVER: _("You get no more mail about this."),
    }
    return StopWords(
        about=[str(kind.name) for kind in found.kinds],
        now=said[found.how],
        stopped=found.how == How.NEVER,
        daily=found.how == How.DAILY,
        weekly=found.how == How.WEEKLY,
        always=always_sent(found.kinds),
        has_list=found.row.person_id is not None,
    )
