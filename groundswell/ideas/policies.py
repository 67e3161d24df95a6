"""Who may see and move an idea. Everything that shows or changes one asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Channel, Verdict, holders, no
from groundswell.foundation.kit import clock
from groundswell.ideas.states import IdeaState, Mode, Outcome, Route
from groundswell.partnership import policies as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Draft, Idea

TRIAGER = "triager"
TEAM = holders(TRIAGER, reason=lazy("This page is for the innovation team"))


def visible_to(asker: Asker) -> Q:
    """The sender, by account or link; whoever holds it now; the triagers of its place. Nobody else."""
    here, places = Q(programme_id=asker.programme_id), _places(asker)
    if None in places:
        return here  # the whole programme; a condition more, and no index could count it alone
    mine = Q(pk__in=asker.record_ids) | Q(organisation_id__in=places)
    if asker.person_id is not None:
        mine |= Q(sender_id=asker.person_id) | Q(holder_id=asker.person_id)
    return here & mine


def sorted_by(asker: Asker) -> Q:
    """What stands in this asker's queue: the ideas of the places that they triage."""
    here, places = Q(programme_id=asker.programme_id), _places(asker)
    return here if None in places else here & Q(organisation_id__in=places)


def _places(asker: Asker) -> list[UUID | None]:
    """The organisations whose ideas this asker sorts; none among them stands for the whole programme."""
    return [held.organisation_id for held in asker.roles if held.kind == TRIAGER]


def drafts_of(asker: Asker) -> Q:
    """Drafts that open for this asker with their key: one's own, and those begun signed out."""
    mine = Q(person=None) | Q(person_id=asker.person_id) if asker.signed_in else Q(person=None)
    return Q(programme_id=asker.programme_id) & mine


def can_write(asker: Asker, draft: Draft) -> Verdict:
    if draft.programme_id == asker.programme_id and draft.person_id in {None, asker.person_id}:
        return YES
    return no(_("Someone else is writing this idea"))


def can_send_for(asker: Asker, *, agreed: bool) -> Verdict:
    """Anyone signed in may send for somebody who asked them to and agreed to the words."""
    if not asker.signed_in:
        return no(_("Sign in to send an idea for someone else"))
    return YES if agreed else no(_("Ask them first: they must agree to what is sent"))


def is_sender(asker: Asker, idea: Idea) -> bool:
    return asker.opens(idea.pk) or (asker.person_id is not None and asker.person_id == idea.sender_id)


def _triages_here(asker: Asker, idea: Idea) -> bool:
    return asker.programme_id == idea.programme_id and any(
        held.kind == TRIAGER and held.organisation_id in {None, idea.organisation_id} for held in asker.roles
    )


def can_triage(asker: Asker, idea: Idea) -> Verdict:
    """A triager of its place, or the person who holds it while it is open; never its own sender."""
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must answer it"))
    if _triages_here(asker, idea):
        return YES
    if idea.is_open and asker.person_id is not None and asker.person_id == idea.holder_id:
        return YES
    return no(_("This idea is for the innovation team to answer"))


def can_hand_over(asker: Asker, idea: Idea) -> Verdict:
    """As for answering; and someone in whose hands their own confidential idea came may pass it on."""
    if idea.mode == Mode.CONFIDENTIAL and idea.is_open and _is_holder(asker, idea):
        return YES
    return can_triage(asker, idea)


def can_work_on(asker: Asker, idea: Idea) -> Verdict:
    """Who may open it from the other side: the team of its place, and whoever has it now."""
    if _triages_here(asker, idea) or _is_holder(asker, idea):
        return YES
    return no(_("This idea is with other people"))


def can_know_sender(asker: Asker, idea: Idea) -> Verdict:
    """The team of its place, and who answers it; a doer gets the idea, not the name behind it.

    In confidence: one person, while they answer it. Without a name: there is nothing to know.
    """
    if idea.mode != Mode.NAMED:
        return _can_know_in_confidence(asker, idea)
    if _triages_here(asker, idea) or (idea.is_open and _is_holder(asker, idea)):
        return YES
    return no(_("The sender's name is kept by the innovation team"))


def _can_know_in_confidence(asker: Asker, idea: Idea) -> Verdict:
    if idea.mode == Mode.ANONYMOUS:
        return no(_("Nobody knows who sent this idea"))
    trusted = asker.person_id == idea.known_to_id and _triages_here(asker, idea)
    if trusted and idea.is_open and _is_holder(asker, idea):
        return YES
    return no(_("This idea was sent in confidence. Only the person its sender trusts with it knows who sent it"))


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


def can_go_by(route: str, idea: Idea) -> Verdict:
    """A safety concern goes to speak-up only if its sender agrees."""
    if route == Route.SPEAK_UP and idea.may_speak_up is not True:
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
    return _unless_first_decider(asker, idea) if allowed else allowed


def can_answer_now(asker: Asker, idea: Idea) -> Verdict:
    """Whether to offer the answer: an idea that nobody has taken yet is taken by who answers it."""
    allowed = can_take(asker, idea)
    if not allowed or idea.state == IdeaState.RECEIVED:
        return allowed
    return can_decide(asker, idea)


def can_take(asker: Asker, idea: Idea) -> Verdict:
    """Any triager of its place; not the first decider of an idea that is being looked at again."""
    allowed = can_triage(asker, idea)
    return _unless_first_decider(asker, idea) if allowed else allowed


def _unless_first_decider(asker: Asker, idea: Idea) -> Verdict:
    if idea.first_decided_by_id is not None and asker.person_id == idea.first_decided_by_id:
        return no(_("You decided this the first time, so someone else must look again"))
    return YES


def can_claim(asker: Asker, idea: Idea) -> Verdict:
    """Signed in, with the mailed link opened, and nobody else's already."""
    if not asker.signed_in or not asker.opens(idea.pk):
        return no(_("Sign in and open the link in your email to keep this idea among your own"))
    if idea.sender_id not in {None, asker.person_id}:
        return no(_("This idea is among someone else's own"))
    return YES


def can_hold(person_id: UUID | None, idea: Idea) -> Verdict:
    """Who may be named to answer: not its sender, and not who decided it before a second look."""
    if person_id == idea.sender_id and idea.mode == Mode.NAMED:  # in confidence, a refusal would tell who it was
        return no(_("This person sent the idea, so someone else must answer it"))
    if person_id is not None and person_id == idea.first_decided_by_id:
        return no(_("This person decided it the first time, so someone else must look again"))
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


def _is_holder(asker: Asker, idea: Idea) -> bool:
    return asker.person_id is not None and asker.person_id == idea.holder_id


def can_finish(asker: Asker, idea: Idea) -> Verdict:
    """The named doer of a quick fix, or the person at the other end of a better route."""
    if idea.outcome not in {Outcome.QUICK_FIX, Outcome.BETTER_ROUTE}:
        return no(_("There is nothing here to finish"))
    return YES if _is_holder(asker, idea) else no(_("Only the person who has this can finish it"))


def can_give_back(asker: Asker, idea: Idea) -> Verdict:
    if idea.outcome != Outcome.QUICK_FIX:
        return no(_("Only a quick fix can be given back"))
    return YES if _is_holder(asker, idea) else no(_("Only the person who has this can give it back"))


def can_reopen(asker: Asker, idea: Idea) -> Verdict:
    """A triager, or who looks after it until then, once the review date has come; a parked idea at any time."""
    if idea.review_on is None:
        return no(_("No date was set to look at this idea again"))
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must look at it again"))
    if idea.state != IdeaState.PARKED and clock.today(idea.programme.timezone) < idea.review_on:
        return no(_("The date to look at this idea again has not come yet"))
    return YES if _is_holder(asker, idea) else can_triage(asker, idea)


def can_park(asker: Asker, _idea: Idea) -> Verdict:
    return YES if asker.actor_kind == "system" else no(_("An idea waits by itself when no answer comes"))


def can_tell(asker: Asker, idea: Idea) -> Verdict:
    """Whoever has it may write to the sender."""
    return YES if _is_holder(asker, idea) else no(_("Only the person who has this idea can write to its sender"))


def can_erase(asker: Asker, idea: Idea) -> Verdict:
    """Take out whoever is being erased: the platform, or an administrator of this very programme."""
    if asker.actor_kind == "system" or partnership.runs_programme(asker):
        return YES if asker.programme_id == idea.programme_id else no(_("This idea belongs to another programme"))
    return no(_("Only a programme administrator can erase a person"))


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
    """The sender of a confidential idea says whether a record may begin that names them, and may change their mind."""
    if not is_sender(asker, idea):
        return no(_("Only the person who sent this idea can say that"))
    asked = idea.asks_to_become or idea.may_become is not None
    if idea.mode != Mode.CONFIDENTIAL or not asked or idea.innovation_id is not None:
        return no(_("There is nothing to say yes or no to"))
    return YES


def _can_carry_on(asker: Asker, idea: Idea) -> Verdict:
    if idea.innovation_id is not None:
        return no(_("This idea is an innovation already"))
    if idea.outcome != Outcome.SELECTION:
        return no(_("Only an idea that goes to a panel can become an innovation"))
    if idea.erased_on is not None:
        return no(_("Its words were removed, so there is nothing to begin with"))
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must carry it on"))
    return YES if _is_holder(asker, idea) else no(_("Only the person who has this idea can carry it on"))
