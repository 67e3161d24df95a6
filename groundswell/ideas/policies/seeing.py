"""Who may see an idea, and who may know who sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Verdict, holders, in_hand, no
from groundswell.ideas.states import Escalation, Mode

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea

TRIAGER = "triager"
LEAD = "ideas.lead"
DIRECTOR = "ideas.director"
TEAM = holders(TRIAGER, reason=lazy("This page is for the innovation team"))


def visible_to(asker: Asker) -> Q:
    """The sender, by account or link; whoever holds it now, has it too because it is late, or decides an appeal of its
    sender; the triagers of its place. Nobody else.
    """
    here, places = Q(programme_id=asker.programme_id), _places(asker)
    if None in places:
        return here  # the whole programme; a condition more, and no index could count it alone
    mine = Q(pk__in=asker.record_ids) | Q(organisation_id__in=places)
    if asker.person_id is not None:
        in_hand_too = in_hand(asker, "holder_id") | in_hand(asker, "appeal_with_id") | _passed_on(asker)
        mine |= Q(sender_id=asker.person_id) | in_hand_too
    return here & mine


def sorted_by(asker: Asker) -> Q:
    """What stands in this asker's queue: the ideas of the places that they triage."""
    here, places = Q(programme_id=asker.programme_id), _places(asker)
    return here if None in places else here & Q(organisation_id__in=places)


def passed_on_to(asker: Asker) -> Q:
    """What this asker has too, because a promise was not kept or is near."""
    return Q(programme_id=asker.programme_id) & _passed_on(asker)


def _passed_on(asker: Asker) -> Q:
    """What went to this person; and for a lead also what went on from there to the director."""
    mine, places = in_hand(asker, "escalated_to_id") | in_hand(asker, "question_with_id"), _places(asker, LEAD)
    if not places:
        return mine
    of_place = Q() if None in places else Q(organisation_id__in=places)
    both = Q(escalation=Escalation.DIRECTOR) | Q(question_level=Escalation.DIRECTOR)
    return mine | (both & of_place)


def _places(asker: Asker, kind: str = TRIAGER) -> list[UUID | None]:
    """The organisations whose ideas this asker sorts (or leads); none among them stands for the whole programme."""
    return [held.organisation_id for held in asker.roles if held.kind == kind]


def is_sender(asker: Asker, idea: Idea) -> bool:
    return asker.opens(idea.pk) or (asker.person_id is not None and asker.person_id == idea.sender_id)


def is_holder(asker: Asker, idea: Idea) -> bool:
    return asker.has_in_hand(idea.holder_id)


def triages_here(asker: Asker, idea: Idea) -> bool:
    return asker.programme_id == idea.programme_id and any(
        held.kind == TRIAGER and held.organisation_id in {None, idea.organisation_id} for held in asker.roles
    )


def has_it_too(asker: Asker, idea: Idea) -> bool:
    """The lead or director to whom it was passed on because a promise was not kept, or is near.

    What went on to the director stays with the lead too.
    """
    if asker.programme_id != idea.programme_id:
        return False
    if asker.has_in_hand(idea.escalated_to_id) or asker.has_in_hand(idea.question_with_id):
        return True
    went_on = Escalation.DIRECTOR in {idea.escalation, idea.question_level}
    return went_on and bool({None, idea.organisation_id} & set(_places(asker, LEAD)))


def decides_appeal(asker: Asker, idea: Idea) -> bool:
    """The person who was named to decide whether its covered text is shown again."""
    return asker.has_in_hand(idea.appeal_with_id)


def leads_here(asker: Asker, idea: Idea) -> bool:
    """Whoever may be passed an idea of this place: its lead, its director."""
    return asker.programme_id == idea.programme_id and any(
        held.kind in {LEAD, DIRECTOR} and held.organisation_id in {None, idea.organisation_id} for held in asker.roles
    )


def can_work_on(asker: Asker, idea: Idea) -> Verdict:
    """Who may open it from the other side: the team of its place, whoever has it now, who has it too, and who decides
    an appeal of its sender.
    """
    if triages_here(asker, idea) or is_holder(asker, idea) or has_it_too(asker, idea) or decides_appeal(asker, idea):
        return YES
    return no(_("This idea is with other people"))


def can_know_sender(asker: Asker, idea: Idea) -> Verdict:
    """The team of its place, and who answers it; a doer gets the idea, not the name behind it.

    In confidence: one person, while they answer it. Without a name: there is nothing to know.
    """
    if idea.mode != Mode.NAMED:
        return _can_know_in_confidence(asker, idea)
    if triages_here(asker, idea) or has_it_too(asker, idea) or (idea.is_open and is_holder(asker, idea)):
        return YES
    return no(_("The sender's name is kept by the innovation team"))


def _can_know_in_confidence(asker: Asker, idea: Idea) -> Verdict:
    if idea.mode == Mode.ANONYMOUS:
        return no(_("Nobody knows who sent this idea"))
    of_the_team = triages_here(asker, idea) or leads_here(asker, idea)
    trusted = asker.person_id == idea.known_to_id and of_the_team
    if trusted and idea.is_open and is_holder(asker, idea):
        return YES
    return no(_("This idea was sent in confidence. Only the person its sender trusts with it knows who sent it"))
