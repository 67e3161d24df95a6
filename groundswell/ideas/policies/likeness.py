"""Who may know that two ideas are alike, and who may say that they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from groundswell.foundation.search.registry import kinds
from groundswell.ideas.models import Idea
from groundswell.ideas.policies.answering import can_triage
from groundswell.ideas.policies.seeing import sorted_by
from groundswell.ideas.states import FOUND, IdeaState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker, Verdict
    from groundswell.ideas.models import Likeness


def likeness_visible_to(asker: Asker) -> Q:
    """Pairs of which this asker sorts both, and sent neither: no sender learns what is like their own idea."""
    seen = _sorted_and_not_sent(asker)
    return Q(Exists(seen.filter(pk=OuterRef("idea_id")))) & Q(Exists(seen.filter(pk=OuterRef("other_id"))))


def resemblance_visible_to(asker: Asker) -> Q:
    """What of other rooms is like an idea that this asker sorts and did not send, as far as they may see it there."""
    seen = Q()
    for kind in (one for one in kinds() if one.key != FOUND):
        there = kind.visible(asker).order_by().filter(pk=OuterRef("record_id"))
        seen |= Q(kind=kind.key) & Q(Exists(there))
    return Q(Exists(_sorted_and_not_sent(asker).filter(pk=OuterRef("idea_id")))) & seen


def _sorted_and_not_sent(asker: Asker) -> QuerySet[Idea]:
    seen = Idea.objects.filter(sorted_by(asker), _still_of_use()).exclude(Q(sender_id=asker.person_id))
    return seen if asker.signed_in else seen.none()


def _still_of_use() -> Q:
    """What can still be joined with something, or carries what is."""
    return ~Q(state=IdeaState.WITHDRAWN) & Q(hidden="", erased_on=None, joined_to=None)


def can_dismiss(asker: Asker, pair: Likeness) -> Verdict:
    """Say that two ideas are not the same: whoever may answer both."""
    first = can_triage(asker, pair.idea)
    return can_triage(asker, pair.other) if first else first
