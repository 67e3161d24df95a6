"""Ideas that are joined, and ideas that may be the same, as the team reads them beside one idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.access import no
from groundswell.foundation.design.words import long_date
from groundswell.foundation.search.registry import kind_of
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters import covered, triage
from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.selectors import joining, likeness

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.ideas.selectors.beside import Beside


@dataclass(frozen=True)
class Twin:
    """One idea of two or more, for the team: "" as `reference` where this reader may not open it."""

    title: str
    reference: str
    sent_at: datetime
    who: str = ""
    due: str = ""


@dataclass(frozen=True)
class Like:
    """An idea that may be the same. `join`: whether this reader may join with it now; else `why_not`."""

    pair_id: UUID
    twin: Twin
    state: str
    join: bool
    why_not: str


@dataclass(frozen=True)
class Elsewhere:
    """A record of another room that may tell the same. `kind`: what it is, in words."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True)
class Together:
    """For the team. `other`: what this idea is joined with. `joined`: what is joined with it; `hidden`: how many more.

    `ask`: whether this reader may ask its sender whether others may join it.
    `words`: where that question stands. `like`: ideas that may be the same; `elsewhere`: what else may.
    """

    other: Twin | None
    joined: list[Twin]
    hidden: str
    ask: bool
    words: str
    like: list[Like]
    elsewhere: list[Elsewhere]

    @property
    def shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.other or self.joined or self.hidden or self.words or self.like or self.elsewhere)


def for_team(asker: Asker, idea: Idea, today: date, near: Beside) -> Together:
    """What there is to say of this idea and others; only what `near` says is there is asked for."""
    other = _other(asker, idea, today) if policies.is_joined(idea) else None
    seen = joining.joined_for(asker, idea) if near.joined else []
    joined = [Twin(covered.title(one, asker), one.reference, one.sent_at) for one in seen]
    more = near.joined - len(joined)
    hidden = ngettext("%(count)d more", "%(count)d more", more) % {"count": more} if more else ""
    like = _like(asker, idea) if near.alike else []
    elsewhere = _elsewhere(asker, idea) if near.resembles else []
    return Together(other, joined, hidden, _may(asker, idea, "ask to join"), _asked_words(idea), like, elsewhere)


def _like(asker: Asker, idea: Idea) -> list[Like]:
    """Nothing for who does not sort it, nor for its own sender."""
    found, own = [], policies.can_be_joined(asker, idea) if idea.is_open else no("")
    for pair, other in likeness.like_this(asker, idea):
        verdict = policies.can_be_joined_with(asker, idea, other) if own else own
        twin = Twin(covered.title(other, asker), other.reference, other.sent_at, other.holder.name)
        found.append(Like(pair.pk, twin, triage.state_words(other), bool(verdict), verdict.reason))
    return found


def _elsewhere(asker: Asker, idea: Idea) -> list[Elsewhere]:
    """What this reader has a page of; nothing for who does not sort the idea, nor for its own sender."""
    found = []
    for row in likeness.resembling(asker, idea):
        kind = kind_of(row.kind)
        href = kind.addresses([row.reference], asker).get(row.reference, "")
        found += [Elsewhere(str(kind.words), row.title, href)] if href else []
    return found


def _may(asker: Asker, idea: Idea, verb: str) -> bool:
    move = IDEA.moves[verb]
    return idea.state in move.sources and bool(move.policy(asker, idea))


def _other(asker: Asker, idea: Idea, today: date) -> Twin | None:
    other = idea.joined_to
    if other is None:
        return None
    promised = promise(other, today)
    due = long_date(promised.day) if promised else ""
    if not joining.reference_of(asker, other.pk):
        return Twin(_("An idea that is with other people"), "", other.sent_at, other.holder.name, due)
    return Twin(covered.title(other, asker), other.reference, other.sent_at, other.holder.name, due)


def _asked_words(idea: Idea) -> str:
    if idea.colleagues_may_see or idea.joined_to_id is not None:
        return ""
    if idea.join_asked_by_id is not None:
        return _("We asked its sender whether others may be joined with it, and wait for their answer.")
    if idea.may_join is None:
        return ""
    if idea.may_join:
        return _("Its sender said that others may be joined with it.")
    return _("Its sender does not want others to be joined with it.")
