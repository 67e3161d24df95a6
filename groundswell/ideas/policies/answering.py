"""Who may take, pass on and answer an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.policies.seeing import has_it_too, is_holder, is_sender, triages_here
from groundswell.ideas.states import SAFETY_ROUTES, IdeaState, Mode

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea


def can_triage(asker: Asker, idea: Idea) -> Verdict:
    """A triager of its place, the person who holds it while it is open, or who has it too because it is late;
    never its own sender.
    """
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must answer it"))
    if triages_here(asker, idea) or has_it_too(asker, idea):
        return YES
    if idea.is_open and is_holder(asker, idea):
        return YES
    return no(_("This idea is for the innovation team to answer"))


def can_hand_over(asker: Asker, idea: Idea) -> Verdict:
    """As for answering; and someone in whose hands their own confidential idea came may pass it on."""
    if idea.mode == Mode.CONFIDENTIAL and idea.is_open and is_holder(asker, idea):
        return YES
    return can_triage(asker, idea)


def can_go_by(route: str, idea: Idea) -> Verdict:
    """A safety concern goes to the speak-up guardian or the incident team only if its sender agrees."""
    if route in SAFETY_ROUTES and idea.may_speak_up is not True:
        return no(_("Its sender has not agreed to that. Ask them first"))
    return YES


def can_answer_from_team(asker: Asker, idea: Idea) -> Verdict:
    """Replies, questions and decisions come from the person who holds it, so that a name stands behind them."""
    allowed = can_triage(asker, idea)
    if not allowed:
        return allowed
    if asker.person_id != idea.holder_id:
        return no(_("Someone else has this idea. Take it first"))
    return YES


def can_decide(asker: Asker, idea: Idea) -> Verdict:
    """As for answering; after a second look was asked for, the person who decided first may not decide again."""
    allowed = can_answer_from_team(asker, idea)
    return unless_first_decider(asker, idea) if allowed else allowed


def can_answer_now(asker: Asker, idea: Idea) -> Verdict:
    """Whether to offer the answer: an idea that nobody has taken yet is taken by who answers it."""
    allowed = can_take(asker, idea)
    if not allowed or idea.state == IdeaState.RECEIVED:
        return allowed
    return can_decide(asker, idea)


def can_take(asker: Asker, idea: Idea) -> Verdict:
    """Any triager of its place; not the first decider of an idea that is being looked at again."""
    allowed = can_triage(asker, idea)
    return unless_first_decider(asker, idea) if allowed else allowed


def unless_first_decider(asker: Asker, idea: Idea) -> Verdict:
    """A second look is by another person."""
    if idea.first_decided_by_id is not None and asker.person_id == idea.first_decided_by_id:
        return no(_("You decided this the first time, so someone else must look again"))
    return YES


def can_hold(person_id: UUID | None, idea: Idea) -> Verdict:
    """Who may be named to answer: not its sender, and not who decided it before a second look."""
    if person_id == idea.sender_id and idea.mode == Mode.NAMED:  # in confidence, a refusal would tell who it was
        return no(_("This person sent the idea, so someone else must answer it"))
    if person_id is not None and person_id == idea.first_decided_by_id:
        return no(_("This person decided it the first time, so someone else must look again"))
    return YES


def can_tell(asker: Asker, idea: Idea) -> Verdict:
    """Whoever has it may write to the sender; while a question of the sender's is late, who has it too."""
    late = idea.question_with_id is not None and has_it_too(asker, idea) and not is_sender(asker, idea)
    if late or is_holder(asker, idea):
        return YES
    return no(_("Only the person who has this idea can write to its sender"))
