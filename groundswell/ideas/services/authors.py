"""Who said it stands on the team of what it became, and of what it is joined with once they say yes; not for longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.innovations import selectors as innovations
from groundswell.innovations import services as records
from groundswell.innovations.states import StandingKind
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker

SOURCE = "ideas.become"


def join_team(idea: Idea, *, by: Asker) -> None:
    """The sender stands on the team of what their idea became, or the one with which it is joined, where they may."""
    goes_on = idea.joined_to if policies.is_joined(idea) and idea.joined_to else idea
    if goes_on.innovation_id is None or not policies.stands_on_team(idea):
        return
    innovation = innovations.innovation_with(goes_on.innovation_id)
    assert innovation is not None  # the database keeps it
    person_id = idea.sender_id or people.person_with_email(idea.sender_email, idea.sender_name).pk
    records.stand(innovation, person_id, StandingKind.TEAM, by=by, source=SOURCE)


def leave_team(idea: Idea, other: Idea, *, by: Asker) -> None:
    """The sender of an idea that is joined no more leaves the team, unless another idea of theirs keeps them on it."""
    if other.innovation_id is None:
        return
    innovation = innovations.innovation_with(other.innovation_id)
    assert innovation is not None  # the database keeps it
    others = [other, *Idea.objects.filter(joined_to=other).exclude(pk=idea.pk)]
    staying = {person for one in others if policies.stands_on_team(one) for person in _senders(one)}
    leaving = _senders(idea) - staying
    records.stand_down(innovation, leaving, StandingKind.TEAM, by=by, source=SOURCE)


def _senders(idea: Idea) -> set[UUID]:
    """By their account and by their address, which may be two until they keep the idea among their own."""
    by_address = partnership.person_at(idea.sender_email) if idea.sender_email else None
    return {one for one in (idea.sender_id, by_address.pk if by_address else None) if one}
