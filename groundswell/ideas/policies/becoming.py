"""Whether an idea may become an innovation, and what its sender in confidence may say to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.policies.joining import is_joined
from groundswell.ideas.policies.seeing import is_holder, is_sender
from groundswell.ideas.states import Mode, Outcome

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def can_become(asker: Asker, idea: Idea) -> Verdict:
    """Who has an idea that goes to a panel begins its record; in confidence only once its sender has agreed."""
    allowed = _can_carry_on(asker, idea)
    if allowed and idea.mode == Mode.CONFIDENTIAL and idea.may_become is not True:
        return no(_("This idea was sent in confidence. Its sender must agree first"))
    return allowed


def can_ask_to_become(asker: Asker, idea: Idea) -> Verdict:
    """Ask the sender of a confidential idea, once at a time, and not again after a no."""
    allowed = _can_carry_on(asker, idea)
    if not allowed:
        return allowed
    if idea.mode != Mode.CONFIDENTIAL or idea.may_become is not None or idea.asks_to_become:
        return no(_("There is nothing to ask its sender"))
    return YES


def can_let_become(asker: Asker, idea: Idea) -> Verdict:
    """The sender says whether a record may name them, and may change their mind: of a confidential idea, or of one
    that is joined with another.
    """
    if not is_sender(asker, idea):
        return no(_("Only the person who sent this idea can say that"))
    asked = idea.asks_to_become or idea.may_become is not None
    concerned = idea.mode == Mode.CONFIDENTIAL or (is_joined(idea) and idea.mode == Mode.NAMED)
    if not concerned or not asked or idea.innovation_id is not None:
        return no(_("There is nothing to say yes or no to"))
    return YES


def stands_on_team(idea: Idea) -> bool:
    """Whether its sender is on the team of what it became; of what it is joined with only by their own yes."""
    if idea.mode == Mode.ANONYMOUS:
        return False
    return idea.may_become is True or not is_joined(idea)


def _can_carry_on(asker: Asker, idea: Idea) -> Verdict:
    if idea.innovation_id is not None:
        return no(_("This idea is an innovation already"))
    if idea.outcome != Outcome.SELECTION:
        return no(_("Only an idea that goes to a panel can become an innovation"))
    if idea.erased_on is not None:
        return no(_("Its words were removed, so there is nothing to begin with"))
    if idea.hidden:
        return no(_("Its text is covered, and a record would show it again"))
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must carry it on"))
    return YES if is_holder(asker, idea) else no(_("Only the person who has this idea can carry it on"))
