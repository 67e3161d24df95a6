"""Whether an idea may be joined with another one, and taken out again; and what the sender of the other one may say.

Nobody learns of an idea by being joined with it: its sender shared it with colleagues, or said that others may join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.models import Idea
from groundswell.ideas.policies.answering import can_decide, can_hold, can_take, can_triage
from groundswell.ideas.policies.seeing import can_work_on, is_holder, is_sender
from groundswell.ideas.states import IdeaState, Mode, Outcome

if TYPE_CHECKING:
    from uuid import UUID


def is_joined(idea: Idea) -> bool:
    return idea.state == IdeaState.DECIDED and idea.outcome == Outcome.JOINED


def can_join(asker: Asker, idea: Idea) -> Verdict:
    """Whoever may decide about it; not what goes on for others, nor what is an innovation already."""
    allowed = can_decide(asker, idea)
    return _can_be_carried(idea) if allowed else allowed


def can_join_with(asker: Asker, idea: Idea, other: Idea) -> Verdict:
    """The whole rule for two ideas: each of the asker's to work on, neither a link in a chain, and the other's yes."""
    if idea.pk == other.pk:
        return no(_("This is the same idea"))
    allowed = can_be_joined(asker, idea)
    return can_be_joined_with(asker, idea, other) if allowed else allowed


def can_be_joined(asker: Asker, idea: Idea) -> Verdict:
    """The half of the rule that asks nothing of the other idea."""
    allowed = can_take(asker, idea) if idea.state == IdeaState.RECEIVED else can_decide(asker, idea)
    return _can_be_carried(idea) if allowed else allowed


def can_be_joined_with(asker: Asker, idea: Idea, other: Idea) -> Verdict:
    """The other half, for an idea that can be joined with another one."""
    allowed = can_gain(asker, other)
    if not allowed:
        return allowed
    if not lets_join(other) and not _same_named_sender(idea, other):
        return no(_("Its sender has not said that others may be joined with it. Ask them first"))
    return YES


def can_gain(asker: Asker, other: Idea) -> Verdict:
    """Whether another idea may be joined with this one by this asker, whatever its sender says.

    The site itself puts back what an undo takes apart.
    """
    if asker.actor_kind == "system":
        return YES
    if asker.programme_id != other.programme_id or not can_work_on(asker, other):
        return no(_("We do not know this reference"))
    if is_sender(asker, other):
        return no(_("You sent the other idea, so someone else must join them"))
    return _can_carry(other)


def _can_carry(other: Idea) -> Verdict:
    """Whether it can go on for another one too."""
    if other.joined_to_id is not None:
        return no(_("That idea is joined with another one itself. Join with that one"))
    if other.state == IdeaState.WITHDRAWN or other.erased_on is not None:
        return no(_("Its sender took that idea back, or their words were removed"))
    return no(_("The text of that idea is covered")) if other.hidden else YES


def lets_join(other: Idea) -> bool:
    """Its sender shared it with colleagues, or said yes when we asked."""
    return other.colleagues_may_see or other.may_join is True


def can_unjoin(asker: Asker, idea: Idea) -> Verdict:
    """Its sender, at any time; the team of its place, and who has it; the site, when the other idea is taken back."""
    if idea.joined_to_id is None:
        return no(_("This idea is not joined with another"))
    if asker.actor_kind == "system" or is_sender(asker, idea) or is_holder(asker, idea):
        return YES
    return can_triage(asker, idea)


def can_keep_together(asker: Asker, _idea: Idea) -> Verdict:
    """What a joined idea takes over from the other one is nobody's to do or to leave undone."""
    return YES if asker.actor_kind == "system" else no(_("A joined idea follows the other one by itself"))


def can_ask_to_join(asker: Asker, other: Idea) -> Verdict:
    """Ask its sender, once, and not again after a no, whether other ideas may be joined with it."""
    allowed = can_gain(asker, other)
    if not allowed:
        return allowed
    if lets_join(other) or other.may_join is False or other.join_asked_by_id is not None:
        return no(_("There is nothing to ask its sender"))
    return YES


def can_let_join(asker: Asker, other: Idea) -> Verdict:
    """The sender says whether others may be joined with it, once asked, and may change their mind."""
    if not is_sender(asker, other):
        return no(_("Only the person who sent this idea can say that"))
    if other.join_asked_by_id is None and other.may_join is None:
        return no(_("There is nothing to say yes or no to"))
    return YES


def holder_of_joined(idea: Idea, other: Idea, fallback: UUID | None) -> UUID | None:
    """Who has a joined idea: whoever has the other one, unless that is the one person who may not."""
    return other.holder_id if can_hold(other.holder_id, idea) else fallback


def _can_be_carried(idea: Idea) -> Verdict:
    if idea.innovation_id is not None:
        return no(_("This idea is an innovation already"))
    if Idea.objects.filter(joined_to=idea).exists():
        return no(_("Other ideas are joined with this one. Join the other idea with this one instead"))
    return YES


def _same_named_sender(idea: Idea, other: Idea) -> bool:
    named = idea.mode == other.mode == Mode.NAMED
    return named and idea.sender_id is not None and idea.sender_id == other.sender_id
