"""An idea that is joined with another, as its sender reads it: who has both, by when, and nothing of the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.presenters.sentences import Sentence
from groundswell.ideas.states import WAITS_FOR_SENDER, IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


def sentence(other: Idea, today: date) -> Sentence:
    """For the sender of a joined idea: who has the other one, what happens, and by when. Nothing else of it."""
    holder = other.holder.name
    if other.state == IdeaState.CLOSED:
        words = _("%(who)s told us what came of the two ideas, after our answer of %(date)s.")
        return Sentence(words, holder, other.decided_at)
    if other.state in WAITS_FOR_SENDER:
        words = _("%(who)s has both ideas, and waits for an answer from somebody else since %(date)s.")
        return Sentence(words, holder, other.paused_on)
    if other.state == IdeaState.DECIDED and other.outcome == Outcome.NOT_NOW:
        words = _("%(who)s decided not to try the two ideas now, on %(date)s.")
        return Sentence(words, other.decided_by.name if other.decided_by else holder, other.decided_at)
    promised = promise(other, today)
    when = promised.day if promised else other.due_on
    return Sentence(_("%(who)s has both ideas, and tells you more by %(date)s."), holder, when)


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
