"""S4: what says the same as a text that was not sent yet, as far as whoever writes it may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import long_date
from groundswell.foundation.search import alike
from groundswell.foundation.search.registry import kind_of
from groundswell.ideas import policies, questions
from groundswell.ideas.selectors import challenges, sharing
from groundswell.ideas.states import FOUND

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.search import Alike
    from groundswell.ideas.models import Idea

MOST_SHOWN = 3


@dataclass(frozen=True)
class Card:
    """One thing that says the same. `reference` of an idea to which this asker may add their name, else ""."""

    kind: str
    title: str
    href: str
    said: str
    reference: str


def found(asker: Asker, typed: dict[str, Any]) -> list[Card]:
    """The best three. Of ideas only what was shared: a private one gives whoever writes no sign at all.

    The challenge that is answered, and the need behind it, are known to who answers it.
    """
    asked = challenges.named(asker, typed.get(questions.CHALLENGE, ""))
    known = [asked.pk, asked.need_id] if asked else []
    shared = {FOUND: policies.shared_with(asker)}
    matches = alike(asker, typed["text"], leave_out=known, limit=MOST_SHOWN, narrow=shared)
    ids = [one.record_id for one in matches if one.kind == FOUND]
    ideas = sharing.shared_named(asker, ids) if ids else {}
    shown = [one for one in matches if one.kind != FOUND or one.record_id in ideas]
    cards = [
        _of_idea(asker, ideas[one.record_id]) if one.kind == FOUND else _card(asker, one) for one in _in_order(shown)
    ]
    return [card for card in cards if card is not None]


def _in_order(matches: list[Alike]) -> list[Alike]:
    """What is being done comes before what was only thought of; the likeliest first."""
    return sorted(matches, key=lambda one: (kind_of(one.kind).place, -one.score))


def _card(asker: Asker, one: Alike) -> Card | None:
    """None where this asker has no page of it."""
    kind = kind_of(one.kind)
    href = kind.addresses([one.reference], asker).get(one.reference, "")
    return Card(str(kind.words), one.title, href, "", "") if href else None


def _of_idea(asker: Asker, idea: Idea) -> Card | None:
    kind = kind_of(FOUND)
    href = kind.addresses([idea.reference], asker).get(idea.reference, "")
    said = _("Sent on %(date)s. %(who)s has it.") % {"date": long_date(idea.sent_at), "who": idea.holder.name}
    may = bool(policies.can_add_name(asker, idea))
    return Card(str(kind.words), idea.title, href, said, idea.reference if may else "") if href else None


def heading(count: int) -> str:
    return ngettext("We found %(count)d thing like your idea", "We found %(count)d things like your idea", count) % {
        "count": count
    }
