"""S4: what says the same as a text that was not sent yet, as far as whoever writes it may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import first_sentence, long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.search import Glance, alike
from groundswell.foundation.search.registry import kind_of
from groundswell.ideas import policies, questions
from groundswell.ideas.presenters.sharing import stage
from groundswell.ideas.selectors import challenges, sharing
from groundswell.ideas.states import FOUND

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.search import Alike
    from groundswell.ideas.models import Idea
    from groundswell.needs.models import Challenge

MOST_SHOWN = 3
MOST_LOOKED_AT = 50  # the likeliest, of which those that have a page for who asks are shown


@dataclass(frozen=True)
class Card:
    """One thing that says the same: what it is, how far it is, where; "" for what this asker may not read.

    `reference` of an idea to which they may add their name, else ""; `why_not`: why they may not.
    """

    kind: str
    title: str
    href: str
    about: str = ""
    stands: str = ""
    place: str = ""
    reference: str = ""
    why_not: str = ""


def found(asker: Asker, typed: dict[str, Any]) -> list[Card]:
    """The likeliest three. Of ideas only what was shared: a private one gives whoever writes no sign at all.

    The challenge that is answered, and the need behind it, are known to who answers it.
    """
    asked = challenges.named(asker, typed.get(questions.CHALLENGE, ""))
    known = [asked.pk, asked.need_id] if asked else []
    shared = {FOUND: policies.shared_with(asker)}
    near = _each_once(alike(asker, typed["text"], leave_out=known, limit=MOST_LOOKED_AT, narrow=shared))
    hrefs = _pages(asker, near)
    best = [one for one in sorted(near, key=lambda one: -one.score) if one.record_id in hrefs][:MOST_SHOWN]
    ideas = sharing.shared_and_placed(asker, _ids(best, FOUND))
    glances = _glances(asker, best)
    cards = []
    for one in _in_order(best):
        href = hrefs[one.record_id]
        if one.kind != FOUND:
            cards.append(_card(one, href, glances.get(one.record_id, Glance())))
        elif one.record_id in ideas:
            cards.append(_of_idea(asker, ideas[one.record_id], href, _why_no_name(asker, ideas[one.record_id], asked)))
    return cards


def _each_once(near: list[Alike]) -> list[Alike]:
    """Without the ideas that are told as what they became, which has their reference, and is as likely as they are."""
    became = {one.reference for one in near if one.kind != FOUND}
    ideas = {one.reference: one.score for one in near if one.kind == FOUND and one.reference in became}
    return [
        replace(one, score=max(one.score, ideas.get(one.reference, 0)))
        for one in near
        if one.kind != FOUND or one.reference not in ideas
    ]


def _pages(asker: Asker, near: list[Alike]) -> dict[UUID, str]:
    """Where this asker reads each; what they have no page of is left out. One question for each kind."""
    hrefs: dict[UUID, str] = {}
    for key in {one.kind for one in near}:
        of_kind = [one for one in near if one.kind == key]
        pages = kind_of(key).addresses([one.reference for one in of_kind], asker)
        hrefs |= {one.record_id: pages[one.reference] for one in of_kind if one.reference in pages}
    return hrefs


def _glances(asker: Asker, best: list[Alike]) -> dict[UUID, Glance]:
    found: dict[UUID, Glance] = {}
    for key in {one.kind for one in best}:
        found |= kind_of(key).glances(_ids(best, key), asker)
    return found


def _ids(matches: list[Alike], key: str) -> list[UUID]:
    return [one.record_id for one in matches if one.kind == key]


def _in_order(matches: list[Alike]) -> list[Alike]:
    """Of what is shown, what is being done comes before what was only thought of; the likeliest first."""
    return sorted(matches, key=lambda one: (kind_of(one.kind).place, -one.score))


def _card(one: Alike, href: str, glance: Glance) -> Card:
    return Card(str(kind_of(one.kind).words), one.title, href, glance.about, glance.stands, glance.place)


def _why_no_name(asker: Asker, idea: Idea, asked: Challenge | None) -> str:
    """Why this asker cannot add their name, "" when they can. Who answers a challenge does not leave it with a name."""
    allowed = policies.can_add_name(asker, idea)
    if allowed and asked and asked.pk != idea.answers_to_id and challenges.can_be_answered(asked):
        return _("This idea is not for your challenge, so send yours as a new idea")
    return allowed.reason


def _of_idea(asker: Asker, idea: Idea, href: str, why_not: str) -> Card:
    """What its page tells colleagues, and the partner at which it was seen, as in search; nothing of who sent it."""
    sent = _("Sent on %(date)s.") % {"date": long_date(idea.sent_at)}
    where = idea.organisation and (idea.organisation.heir or idea.organisation)
    return Card(
        kind=str(kind_of(FOUND).words),
        title=idea.title,
        href=href,
        about=first_sentence(idea.text, idea.title),
        stands=f"{stage(asker, idea, clock.today(asker.timezone))} {sent}",
        place=str(where or ""),
        reference="" if why_not else idea.reference,
        why_not=why_not,
    )


def heading(count: int) -> str:
    return ngettext("We found %(count)d thing like your idea", "We found %(count)d things like your idea", count) % {
        "count": count
    }
