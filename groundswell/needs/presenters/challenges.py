"""Challenges in words: the list by theme, the named parts of one, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu, work
from groundswell.foundation.access import EVERYONE
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.presenters.needs import PartOfNeed, part_of_work
from groundswell.needs.presenters.strategy_money import asked_too_much
from groundswell.needs.published import closes
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.selectors.strategy_money import asked_with
from groundswell.needs.states import ChallengeState
from groundswell.partnership.policies import can_answer_sponsorship
from groundswell.partnership.published import sponsor_panel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Challenge
    from groundswell.partnership.models import Sponsorship

SHARE = "share-an-idea"  # the way into the room where ideas are shared; that room opens it
PARTS = (
    ("brief", gettext_lazy("The problem")),
    ("tried", gettext_lazy("What we have tried")),
    ("good", gettext_lazy("What good looks like")),
    ("work_with", gettext_lazy("Who you would work with")),
    ("limits", gettext_lazy("What we cannot change")),
    ("criteria", gettext_lazy("How we will choose")),
)


@dataclass(frozen=True)
class Card:
    reference: str
    title: str
    brief: str
    owner: str
    closes: str


@dataclass(frozen=True)
class Shelf:
    """The challenges of one theme."""

    theme: str
    cards: list[Card]


def shelves(challenges: Iterable[Challenge], today: date) -> list[Shelf]:
    """In the order in which they came, which is by theme."""
    found: dict[str, list[Card]] = {}
    for one in challenges:
        found.setdefault(str(one.theme or _("Other")), []).append(card(one, today))
    return [Shelf(theme, cards) for theme, cards in found.items()]


def card(one: Challenge, today: date) -> Card:
    owner = _("%(who)s owns it") % {"who": one.owner}
    return Card(one.reference, one.title, one.brief, owner, closes(one, today))


def parts(one: Challenge) -> list[PartOfNeed]:
    """Its named parts; what nobody wrote is left out."""
    return [PartOfNeed(key, str(title), getattr(one, key)) for key, title in PARTS if getattr(one, key)]


def as_it_stands(one: Challenge) -> str:
    """All its words, for who was slower than somebody else."""
    return "\n\n".join([one.title, *[f"{part.title}\n{part.text}" for part in parts(one)]])


def sentence(one: Challenge) -> str:
    """Where it stands, since when, by whom."""
    words = {
        ChallengeState.DRAFT: _("%(who)s prepares it since %(day)s"),
        ChallengeState.OPEN: _("%(who)s opened it on %(day)s"),
        ChallengeState.CLOSED: _("%(who)s closed it on %(day)s"),
    }
    return words[ChallengeState(one.state)] % {"who": one.state_by or _("Our site"), "day": short_date(one.state_since)}


def sponsor_line(stood: Sponsorship | None) -> str:
    """Which executive stands behind it, and since when."""
    if stood is None:
        return _("Nobody yet")
    return _("%(who)s, who accepted it on %(day)s") % {"who": stood.person, "day": short_date(stood.answered_on)}


@dataclass(frozen=True)
class Asking:
    """For who has to do with it: who is asked to stand behind it, and where this reader can do something about it."""

    sentences: list[str]
    answer: str
    may_ask: bool
    may_stop: bool


def asking(asker: Asker, one: Challenge) -> Asking:
    panel = sponsor_panel(asker, one.KIND, one.pk, may_ask=bool(policies.can_ask_sponsor(asker, one.pk)))
    asked = selectors.asked_now(one)
    mine = asked is not None and can_answer_sponsorship(asker, asked)
    answer = reverse("partnership:sponsorship", args=[asked.pk]) if asked and mine else ""
    return Asking(panel.sentences, answer, panel.may_ask, panel.may_stop)


def money(one: Challenge) -> str:
    """What there is for it; "" when that is not known."""
    sign = {"GBP": "£", "EUR": "€"}.get(one.currency, f"{one.currency} ")
    return "" if one.budget is None else f"{sign}{one.budget:,.2f}".removesuffix(".00")


def over_budget(asker: Asker, one: Challenge) -> str:
    """For who may see money: that the priority of this challenge has less than its challenges ask for; else ""."""
    priority = asked_with(asker, one)
    sentence = asked_too_much(priority) if priority else ""
    return (
        _("Its priority is “%(title)s”. %(sentence)s") % {"title": priority.title, "sentence": sentence}
        if sentence
        else ""
    )


def share_address(one: Challenge) -> str:
    """Where to share an idea for it; "" while no room takes ideas."""
    way = menu.way(SHARE)
    return f"{reverse(way)}?challenge={one.reference}" if way else ""


def answers_line(asker: Asker, one: Challenge) -> str:
    """How many ideas answer it, as far as this reader may know; "" for none."""
    return menu.came_by(SHARE, asker, one.pk)


def start_address() -> str:
    way = menu.way(SHARE)
    return reverse(way) if way else ""


def to_open(asker: Asker, start: int = 0) -> work.Part:
    """For programme managers: what is accepted and not open yet."""
    why = _("Its sponsor has accepted it, so it can open")
    return part_of_work(selectors.to_open(asker), start, lambda one: _item(one, why, _("Open it")))


def without_sponsor(asker: Asker, start: int = 0) -> work.Part:
    """For programme managers: what is open and has lost its sponsor."""
    why = _("Its sponsor has left, and nobody else is asked")
    return part_of_work(selectors.without_sponsor(asker), start, lambda one: _item(one, why, _("Ask somebody")))


def _item(one: Challenge, why: str, button: str) -> work.Item:
    late = one.closes_on is not None and one.closes_on < clock.today(one.programme.timezone)
    address = reverse("needs:challenge", args=[one.reference])
    return work.Item(one.title, why, one.closes_on, address, button, late=late)


def register_all() -> None:
    alone = gettext_lazy("Challenges that have lost their sponsor")
    work.register(work.Source("challenges-without-sponsor", alone, without_sponsor, selectors.without_sponsor))
    work.register(work.Source("challenges-to-open", gettext_lazy("Challenges to open"), to_open, selectors.to_open))
    menu.register(menu.Link(gettext_lazy("Challenges"), "needs:challenges", EVERYONE, 47))
