"""Reads for joined ideas: which one goes on for them, what is joined with it, and what may be joined with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from groundswell.foundation.access import Listing
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.selectors import ideas_for

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker

MOST_SHOWN = 25


def found_to_join(asker: Asker, idea: Idea, reference: str) -> tuple[UUID | None, str]:
    """The id of the idea with this reference, or why this one cannot be joined with it; hidden and absent alike."""
    other = ideas_for(asker).filter(reference=reference).first()
    if other is None:
        return None, _("We do not know this reference")
    verdict = policies.can_join_with(asker, idea, other)
    return (other.pk, "") if verdict else (None, verdict.reason)


def reference_of(asker: Asker, idea_id: UUID | None) -> str:
    """The reference of an idea that this asker may see; "" for any other."""
    found = ideas_for(asker).filter(pk=idea_id).values_list("reference", flat=True).first() if idea_id else None
    return found or ""


def joined_with(idea: Idea) -> QuerySet[Idea]:
    """What is joined with this idea, first sent first."""
    return joined_to(idea.pk)


def joined_to(idea_id: UUID) -> QuerySet[Idea]:
    """The same by its id."""
    return Idea.objects.filter(joined_to_id=idea_id).order_by("sent_at", "pk")


def count_for_sender(idea: Idea) -> int:
    """How many other ideas are joined with it."""
    return len(Listing(_joined_for_good, idea.pk))


def joined_for_good_with(idea: Idea) -> QuerySet[Idea]:
    """What is joined with it and cannot be taken back any more: nobody but the team hears of the rest."""
    return _joined_for_good(idea.pk)


def _joined_for_good(idea_id: UUID) -> QuerySet[Idea]:
    fresh = UndoPoint.objects.filter(record_id=OuterRef("pk"), verb="join", until__gt=clock.now())
    return joined_to(idea_id).filter(~Exists(fresh))


def joined_for(asker: Asker, idea: Idea) -> list[Idea]:
    """Those joined with it that this asker may see, capped."""
    return list(ideas_for(asker).filter(joined_to=idea).order_by("sent_at", "pk")[:MOST_SHOWN])
