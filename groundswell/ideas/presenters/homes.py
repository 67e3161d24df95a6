"""What this room adds to people's homes: their own ideas; for the team, how many wait; for who leads, the promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation.access import SIGNED_IN, Listing, holders
from groundswell.foundation.design.words import capped, short_date
from groundswell.foundation.homes import Line, Section, register
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors
from groundswell.ideas.presenters import story

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

FEW = 3
LEADERS = holders(policies.LEAD, policies.DIRECTOR, reason=lazy("This is for who leads the team"))


def own(asker: Asker) -> list[Line]:
    """The newest of one's own, each with where it stands, who has it and by when."""
    today = clock.today(asker.timezone)
    ideas = selectors.all_as_sender_sees(Listing(selectors.my_ideas, asker)[:FEW])
    return [_own_line(story.card(idea, today)) for idea in ideas]


def _own_line(card: story.Card) -> Line:
    note = f"{card.status}. {card.next.sentence}"
    return Line(card.title, reverse("ideas:my-idea", args=[card.reference]), note)


def waiting(asker: Asker) -> list[Line]:
    """How many ideas wait, and of them how many nobody has read and how many are late."""
    numbers = selectors.queue_numbers(asker, clock.today(asker.timezone))
    address = reverse("ideas:queue")
    said = {
        "all": lambda count: ngettext("%(count)s idea is open", "%(count)s ideas are open", count),
        "new": lambda count: ngettext("%(count)s has no reader yet", "%(count)s have no reader yet", count),
        "late": lambda count: ngettext("%(count)s is late", "%(count)s are late", count),
    }
    return [
        Line(said[which](count) % {"count": capped(count)}, f"{address}?show={which}", _oldest(numbers, which))
        for which, count in numbers.counts.items()
        if which in said and count
    ]


def _oldest(numbers: selectors.QueueNumbers, which: str) -> str:
    if which != "all" or numbers.oldest is None:
        return ""
    return _("The oldest came on %(date)s.") % {"date": short_date(numbers.oldest)}


def promises(_asker: Asker) -> list[Line]:
    return [Line(_("See how we keep our promises"), reverse("ideas:promises"), _("Step by step, and week by week."))]


def register_all() -> None:
    mine, all_mine = lazy("Your ideas"), lazy("All my ideas")
    none_yet = lazy("You have not sent an idea yet. When you do, its news stands here.")
    register(Section("own-ideas", mine, SIGNED_IN, 50, own, none_yet, ("ideas:mine", all_mine)))
    none_waits = lazy("No idea waits. New ones stand here as soon as they come.")
    queue = ("ideas:queue", lazy("All ideas to sort"))
    register(Section("team-ideas", lazy("Ideas of the team"), policies.TEAM, 10, waiting, none_waits, queue))
    register(Section("promises", lazy("Our promises"), LEADERS, 20, promises, ""))
