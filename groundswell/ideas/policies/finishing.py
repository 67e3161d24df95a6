"""What happens to an idea after its answer: done, given back, opened again, parked, erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.foundation.kit import clock
from groundswell.ideas.policies.answering import can_triage, unless_first_decider
from groundswell.ideas.policies.seeing import is_holder, is_sender
from groundswell.ideas.states import IdeaState, Outcome
from groundswell.partnership import policies as partnership

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def can_finish(asker: Asker, idea: Idea) -> Verdict:
    """The named doer of a quick fix, or the person at the other end of a better route."""
    if idea.outcome not in {Outcome.QUICK_FIX, Outcome.BETTER_ROUTE}:
        return no(_("There is nothing here to finish"))
    return YES if is_holder(asker, idea) else no(_("Only the person who has this can finish it"))


def can_give_back(asker: Asker, idea: Idea) -> Verdict:
    if idea.outcome != Outcome.QUICK_FIX:
        return no(_("Only a quick fix can be given back"))
    return YES if is_holder(asker, idea) else no(_("Only the person who has this can give it back"))


def can_reopen(asker: Asker, idea: Idea) -> Verdict:
    """A triager, or who looks after it until then, once the review date has come; a parked idea at any time;
    never who decided it before a second look.
    """
    if idea.review_on is None:
        return no(_("No date was set to look at this idea again"))
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must look at it again"))
    if idea.state != IdeaState.PARKED and clock.today(idea.programme.timezone) < idea.review_on:
        return no(_("The date to look at this idea again has not come yet"))
    allowed = YES if is_holder(asker, idea) else can_triage(asker, idea)
    return unless_first_decider(asker, idea) if allowed else allowed


def can_say_still_not_now(asker: Asker, idea: Idea) -> Verdict:
    """Whoever may look at a "not now" again, once its day has come."""
    if idea.outcome != Outcome.NOT_NOW:
        return no(_("Only a not now can stay a not now"))
    return can_reopen(asker, idea)


def can_park(asker: Asker, _idea: Idea) -> Verdict:
    return YES if asker.actor_kind == "system" else no(_("An idea waits by itself when no answer comes"))


def can_erase(asker: Asker, idea: Idea) -> Verdict:
    """Take out whoever is being erased: the platform, or an administrator of this very programme."""
    if asker.actor_kind == "system" or partnership.runs_programme(asker):
        return YES if asker.programme_id == idea.programme_id else no(_("This idea belongs to another programme"))
    return no(_("Only a programme administrator can erase a person"))
