"""An idea that is joined with another: what its sender reads, and what the team reads of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import long_date
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters import covered
from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.selectors import joining
from groundswell.ideas.states import WAITS_FOR_SENDER, IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

Sentence = tuple[str, str, "date | datetime | None"]


def sentence(other: Idea, today: date) -> Sentence:
    """For the sender of a joined idea: who has the other one, what happens, and by when. Nothing else of it."""
    holder = other.holder.name
    if other.state == IdeaState.CLOSED:
        return holder, _("told us what came of the two ideas, after our answer of"), other.decided_at
    if other.state in WAITS_FOR_SENDER:
        return holder, _("has both ideas, and waits for an answer from somebody else since"), other.paused_on
    if other.state == IdeaState.DECIDED and other.outcome == Outcome.NOT_NOW:
        decider = other.decided_by.name if other.decided_by else holder
        return decider, _("decided not to try the two ideas now, on"), other.decided_at
    promised = promise(other, today)
    when = promised.day if promised else other.due_on
    return holder, _("has both ideas, and tells you more by"), when


def news(other: Idea) -> str:
    """What was decided about both, "" while nothing is."""
    if other.state not in {IdeaState.DECIDED, IdeaState.CLOSED}:
        return ""
    said = _("The answer to both ideas: %(outcome)s.") % {"outcome": other.get_outcome_display()}
    if other.outcome != Outcome.NOT_NOW:
        return said
    return said + " " + _("The main reason: %(reason)s.") % {"reason": str(other.get_reason_display()).lower()}


def to_do() -> str:
    return _("If yours is different, tell us below, and we look at it by itself.")


def others_words(count: int) -> str:
    """For the sender of the idea that goes on: how many joined, never who or what; "" for none."""
    if not count:
        return ""
    return ngettext(
        "%(count)d other person sent the same idea. We look at both together.",
        "%(count)d other people sent the same idea. We look at all of them together.",
        count,
    ) % {"count": count}


@dataclass(frozen=True)
class Twin:
    """One idea of two or more, for the team: "" as `reference` where this reader may not open it."""

    title: str
    reference: str
    sent_at: datetime
    who: str = ""
    due: str = ""


@dataclass(frozen=True)
class Together:
    """For the team. `other`: what this idea is joined with. `joined`: what is joined with it; `hidden`: how many more.

    `ask`: whether this reader may ask its sender whether others may join it.
    `words`: where that question stands.
    """

    other: Twin | None
    joined: list[Twin]
    hidden: str
    ask: bool
    words: str

    @property
    def shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.other or self.joined or self.hidden or self.words)


def for_team(asker: Asker, idea: Idea, today: date) -> Together:
    """What there is to say of this idea and others."""
    other = _other(asker, idea, today) if policies.is_joined(idea) else None
    seen, in_all = joining.joined_for(asker, idea)
    joined = [Twin(covered.title(one, asker), one.reference, one.sent_at) for one in seen]
    more = in_all - len(joined)
    hidden = ngettext("%(count)d more", "%(count)d more", more) % {"count": more} if more else ""
    return Together(other, joined, hidden, _may(asker, idea, "ask to join"), _asked_words(idea))


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
