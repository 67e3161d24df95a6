"""Ideas whose senders shared them with colleagues: who reads them, and what a colleague may add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.policies.answering import can_triage
from groundswell.ideas.policies.seeing import is_sender, visible_to
from groundswell.ideas.states import IdeaState

if TYPE_CHECKING:
    from groundswell.ideas.models import Comment, Idea, Voice


def shared_with(asker: Asker) -> Q:
    """What its sender shared, without their name, for everyone who has signed in; while its text can be read."""
    shared = Q(programme_id=asker.programme_id, colleagues_may_see=True, hidden="", erased_on=None)
    return (shared if asker.signed_in else Q(pk__in=[])) & ~Q(state=IdeaState.WITHDRAWN)


def found_by(asker: Asker) -> Q:
    """What search gives. The site itself compares an idea with all of its programme; who reads of it is asked then."""
    if asker.actor_kind == "system":
        return Q(programme_id=asker.programme_id)
    return visible_to(asker) | shared_with(asker)


def answers_seen_by(asker: Asker) -> Q:
    """What counts for this asker as an answer to a challenge: what they may read, unless it was taken back."""
    return (visible_to(asker) | shared_with(asker)) & ~Q(state=IdeaState.WITHDRAWN)


def is_shared(idea: Idea) -> bool:
    """With every colleague of its programme, while its text can be read."""
    shown = idea.colleagues_may_see and not idea.hidden and idea.erased_on is None
    return shown and idea.state != IdeaState.WITHDRAWN


def can_read_shared(asker: Asker, idea: Idea) -> Verdict:
    """The same for one idea in hand."""
    here = asker.signed_in and asker.programme_id == idea.programme_id
    if here and is_shared(idea):
        return YES
    return no(_("This idea is not shared with colleagues"))


def can_add_name(asker: Asker, idea: Idea) -> Verdict:
    """Any colleague but its sender, while its answer is still to come: whoever adds their name is told what we decide.
    An idea that is joined with another gets no names of its own any more.
    """
    allowed = can_read_shared(asker, idea)
    if not allowed:
        return allowed
    if is_sender(asker, idea):
        return no(_("You sent this idea, so your name counts already"))
    if idea.joined_to_id is not None:
        return no(_("This idea goes on together with another one"))
    if not idea.is_open:
        return no(_("This idea has its answer already. If you still see the problem, send it as a new idea"))
    return YES


def can_take_name_back(asker: Asker, voice: Voice) -> Verdict:
    """Whoever added it."""
    return YES if asker.person_id == voice.person_id else no(_("This is somebody else's name"))


def can_comment(asker: Asker, idea: Idea) -> Verdict:
    """Any colleague who reads it; not its sender, whom a comment would name to everyone."""
    allowed = can_read_shared(asker, idea)
    if allowed and is_sender(asker, idea):
        return no(_("Write to the person who has your idea, on its own page"))
    return allowed


def can_remove_comment(asker: Asker, comment: Comment) -> Verdict:
    """Who wrote it, and the team that answers the idea."""
    if comment.removed_at is not None:
        return no(_("This comment was taken away already"))
    if asker.person_id is not None and asker.person_id == comment.author_id:
        return YES
    return can_triage(asker, comment.idea)
