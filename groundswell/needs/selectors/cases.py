"""Cases for change: the versions that an asker may see, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from groundswell.needs.models import CaseForChange, CaseSource
from groundswell.needs.policies import strategy as policies
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker


def versions(asker: Asker) -> QuerySet[CaseForChange]:
    """Every version of every case that this asker may see, the newest version of each first."""
    found = CaseForChange.objects.filter(policies.owned_visible_to(asker))
    return found.select_related("programme", "owner", "state_by").order_by("title", "line", "-number")


def cases(asker: Asker) -> QuerySet[CaseForChange]:
    """Each case once: the version in force, else the draft that begins it."""
    in_force = CaseForChange.objects.filter(line=OuterRef("line"), state=WordsState.PUBLISHED)
    seen = versions(asker).exclude(state=WordsState.OVER)
    return seen.exclude(Exists(in_force), state=WordsState.DRAFT)


def case(asker: Asker, line: UUID, number: int = 0) -> CaseForChange | None:
    """One version by its number; 0: the one in force, else its draft."""
    found = versions(asker).filter(line=line)
    if number:
        return found.filter(number=number).first()
    ranked = {one.state: one for one in found.exclude(state=WordsState.OVER)}
    return ranked.get(WordsState.PUBLISHED) or ranked.get(WordsState.DRAFT)


def draft(asker: Asker, line: UUID) -> CaseForChange | None:
    return versions(asker).filter(line=line, state=WordsState.DRAFT).first()


def others(asker: Asker, case: CaseForChange) -> QuerySet[CaseForChange]:
    """Its other versions that this asker may see."""
    return versions(asker).filter(line=case.line).exclude(pk=case.pk)


def sources(case: CaseForChange) -> QuerySet[CaseSource]:
    return CaseSource.objects.filter(case=case).order_by("position", "pk")
