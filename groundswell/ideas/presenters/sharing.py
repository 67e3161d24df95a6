"""S9: a shared idea as colleagues read it: what it says, who has it and by when, how many say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import long_date
from groundswell.ideas import policies
from groundswell.ideas.presenters import joined
from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.presenters.story import status_line
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Comment, Idea
    from groundswell.ideas.selectors.sharing import Said


def stage(asker: Asker, idea: Idea, today: date) -> str:
    """Where it is, with a person and a date."""
    other = idea.joined_to if policies.is_joined(idea) else None
    if other and policies.can_read_shared(asker, other):
        return f"{status_line(idea)}. {joined.sentence(other, today)}"
    not_now = idea.state == IdeaState.DECIDED and idea.outcome == Outcome.NOT_NOW
    if idea.decided_at and (other or not_now):  # what becomes of another that is not shared is not told here
        told = {"status": status_line(idea), "who": _decider(idea), "date": long_date(idea.decided_at)}
        return _("%(status)s. %(who)s said so on %(date)s.") % told
    promised = promise(idea, today)
    when = promised.day if promised else idea.due_on or idea.decided_at or idea.sent_at
    told = {"status": status_line(idea), "who": idea.holder.name, "date": long_date(when)}
    if promised or idea.due_on:
        return _("%(status)s. %(who)s has it, and the next date is %(date)s.") % told
    return _("%(status)s. %(who)s has it, since %(date)s.") % told


def _decider(idea: Idea) -> str:
    return idea.decided_by.name if idea.decided_by else idea.holder.name


def why_not_now(idea: Idea) -> str:
    if idea.state != IdeaState.DECIDED or idea.outcome != Outcome.NOT_NOW:
        return ""
    return _("The main reason: %(reason)s.") % {"reason": str(idea.get_reason_display()).lower()}


def people_words(said: Said) -> str:
    return ngettext("%(count)d person says this", "%(count)d people say this", said.people) % {"count": said.people}


def places_words(said: Said) -> str:
    """A few places are not counted out, for people would know who they are."""
    if said.places is None:
        return _("It happens in fewer than %(count)d places that we know of.") % {"count": said.fewest}
    return _("It happens in %(count)d places that we know of.") % {"count": said.places}


@dataclass(frozen=True)
class Line:
    """One comment. `text` "" and `gone` who took it away, when it was. `may_remove`: by this reader."""

    comment_id: UUID
    who: str
    when: datetime
    text: str
    gone: str
    may_remove: bool


def line(comment: Comment, asker: Asker, idea: Idea) -> Line:
    comment.idea = idea  # in hand already
    gone = ""
    if comment.removed_by and comment.removed_at:
        told = {"who": comment.removed_by.name, "date": long_date(comment.removed_at)}
        gone = _("%(who)s took this comment away on %(date)s.") % told
    may = bool(policies.can_remove_comment(asker, comment))
    return Line(comment.pk, comment.author.name, comment.written_at, comment.text, gone, may)
