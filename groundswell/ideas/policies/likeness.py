"""Who may know that two ideas are alike, and who may say that they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from groundswell.ideas.models import Idea
from groundswell.ideas.policies.answering import can_triage
from groundswell.ideas.policies.seeing import sorted_by
from groundswell.ideas.states import IdeaState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker, Verdict
    from groundswell.ideas.models import Likeness


def likeness_visible_to(asker: Asker) -> Q:
    """Pairs of which this asker sorts both, and sent neither: no sender learns what is like their own idea."""
    seen = Idea.objects.filter(sorted_by(asker), _still_of_use()).exclude(Q(sender_id=asker.person_id))
    seen = seen if asker.signed_in else seen.none()
    return Q(Exists(seen.filter(pk=OuterRef("idea_id")))) & Q(Exists(seen.filter(pk=OuterRef("other_id"))))


def _still_of_use() -> Q:
    """What can still be joined with something, or carries what is."""
    return ~Q(state=IdeaState.WITHDRAWN) & Q(hidden="", erased_on=None, joined_to=None)


def can_dismiss(asker: Asker, pair: Likeness) -> Verdict:
    """Say that two ideas are not the same: whoever may answer both."""
    first = can_triage(asker, pair.idea)
    return can_triage(asker, pair.other) if first else first
