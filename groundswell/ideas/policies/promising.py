"""Who keeps promises: the lead and the director to whom a late idea goes, and who may stop the clock for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.foundation.kit import clock
from groundswell.ideas.policies.seeing import DIRECTOR, LEAD, TRIAGER, is_holder, is_sender
from groundswell.ideas.states import DATED, WAITS_FOR_US, Escalation, IdeaState, Outcome, PromiseStep

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def can_keep_promises(asker: Asker, _idea: Idea) -> Verdict:
    """Passing on what is late, and covering for who is away, is nobody's to do or to leave undone."""
    return YES if asker.actor_kind == "system" else no(_("What is late goes to the lead by itself"))


def can_read_small_counts(asker: Asker) -> Verdict:
    """How few promises were kept or late: who works on ideas, or leads those who do; they know each of them."""
    return YES if asker.holds(TRIAGER, LEAD, DIRECTOR) else no(_("Only the innovation team sees small numbers"))


def step_of(idea: Idea) -> str:
    """The promise that runs now; "" when nobody waits for us. Every answer with a date runs as a quick fix does, and so
    does a "not now" of which we said when we look at it again.
    """
    if idea.state in WAITS_FOR_US:
        return PromiseStep.REPLY if idea.replied_at is None else PromiseStep.DECISION
    dated = idea.outcome in DATED or (idea.outcome == Outcome.NOT_NOW and idea.review_on is not None)
    return PromiseStep.QUICK_FIX if idea.state == IdeaState.DECIDED and dated else ""


def can_pause(asker: Asker, idea: Idea) -> Verdict:
    """The person who has it, in time, once for each step; never what is late or was passed on."""
    if not is_holder(asker, idea) or is_sender(asker, idea):
        return no(_("Only the person who has this idea can pause it"))
    if idea.escalation != Escalation.NOBODY or _is_late(idea):
        return no(_("This idea is late, so its clock cannot be paused"))
    if not step_of(idea) or idea.outcome == Outcome.NOT_NOW:  # it has a later day when it is still not now
        return no(_("Nothing is promised here that could be paused"))
    if idea.paused_until is not None or idea.pause_used == step_of(idea):
        return no(_("This step has been paused once already"))
    return YES


def can_resume(asker: Asker, idea: Idea) -> Verdict:
    """The person who has it, at any time; the clock itself, when the last day of the pause is over."""
    if idea.paused_until is None:
        return no(_("This idea is not paused"))
    if asker.actor_kind == "system" or is_holder(asker, idea):
        return YES
    return no(_("Only the person who has this idea can start its clock again"))


def _is_late(idea: Idea) -> bool:
    return idea.due_on is not None and idea.due_on < clock.today(idea.programme.timezone)
