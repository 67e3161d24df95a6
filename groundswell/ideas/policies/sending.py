"""What a sender may do: write, send, come back, ask for a second look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Channel, Verdict, no
from groundswell.foundation.kit import clock
from groundswell.ideas.policies.seeing import is_sender
from groundswell.ideas.states import Mode, Outcome

if TYPE_CHECKING:
    from groundswell.ideas.models import Draft, Idea


def can_write(asker: Asker, draft: Draft) -> Verdict:
    """With its key: one's own, and those begun signed out."""
    if draft.programme_id == asker.programme_id and draft.person_id in {None, asker.person_id}:
        return YES
    return no(_("Someone else is writing this idea"))


def can_send_for(asker: Asker, *, agreed: bool) -> Verdict:
    """Anyone signed in may send for somebody who asked them to and agreed to the words."""
    if not asker.signed_in:
        return no(_("Sign in to send an idea for someone else"))
    return YES if agreed else no(_("Ask them first: they must agree to what is sent"))


def can_claim(asker: Asker, idea: Idea) -> Verdict:
    """Signed in, with the mailed link opened, and nobody else's already."""
    if not asker.signed_in or not asker.opens(idea.pk):
        return no(_("Sign in and open the link in your email to keep this idea among your own"))
    if idea.sender_id not in {None, asker.person_id}:
        return no(_("This idea is among someone else's own"))
    return YES


def can_send_as_sender(asker: Asker, idea: Idea) -> Verdict:
    return YES if is_sender(asker, idea) else no(_("Only the person who sent this idea can do this"))


def can_look_again(asker: Asker, idea: Idea) -> Verdict:
    """Once, by the sender, after "not now", until the day that its answer named."""
    allowed = can_send_as_sender(asker, idea)
    if not allowed:
        return allowed
    if idea.outcome != Outcome.NOT_NOW:
        return no(_("You can ask for a second look only when the answer was not now"))
    if idea.looked_again:
        return no(_("We have looked at this idea twice. You can still ask a question"))
    if idea.ask_again_by and clock.today(idea.programme.timezone) > idea.ask_again_by:
        return no(_("The time to ask for a second look is over. You can still ask a question, or send a new idea"))
    return YES


def can_thank(asker: Asker, idea: Idea) -> Verdict:
    allowed = can_send_as_sender(asker, idea)
    if allowed and idea.thanked_at:
        return no(_("You have already said thanks. That was kind"))
    return allowed


def can_let_know(asker: Asker, idea: Idea) -> Verdict:
    """The sender of a confidential idea that has changed hands lets the new person know, at once or later."""
    if not is_sender(asker, idea):
        return no(_("Only the person who sent this idea can say who may know their name"))
    if idea.mode != Mode.CONFIDENTIAL or idea.known_to_id == idea.holder_id:
        return no(_("Nobody is waiting to know your name"))
    return YES


def can_keep_secret(asker: Asker, idea: Idea) -> Verdict:
    """Saying no is an answer, so there must be a question."""
    allowed = can_let_know(asker, idea)
    return allowed if idea.asks_to_know or not allowed else no(_("Nobody is waiting to know your name"))


def can_give_name(asker: Asker, idea: Idea) -> Verdict:
    """Whoever holds the four words may put their name to the idea later."""
    if idea.mode != Mode.ANONYMOUS or asker.channel != Channel.RECEIPT or not asker.opens(idea.pk):
        return no(_("Only the person with the four words of this idea can put a name to it"))
    return YES
