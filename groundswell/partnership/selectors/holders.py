"""Who holds a role today, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.foundation.kit import clock
from groundswell.partnership.models import Person, Role
from groundswell.partnership.selectors import partners

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.partnership.models import Programme


def holders_of(programme: Programme, *kinds: str, organisation_id: UUID | None = None) -> QuerySet[Person]:
    """People who hold any of these roles today for this organisation or for all, by name."""
    held = _held(programme, *kinds, organisation_id=organisation_id)
    return Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")


def holders_of_any_and_of(
    programme: Programme, *kinds: str, organisation_id: UUID | None = None
) -> tuple[list[Person], list[Person]]:
    """Who holds any role today, and of them who holds one of these for this organisation or for all; one query."""
    here = _held(programme, *kinds, organisation_id=organisation_id).filter(person=OuterRef("pk"))
    people: list[Any] = list(holders_of(programme).annotate(holds_here=Exists(here)))
    return people, [person for person in people if person.holds_here]


def _held(programme: Programme, *kinds: str, organisation_id: UUID | None = None) -> QuerySet[Role]:
    held = Role.objects.on(clock.today(programme.timezone)).filter(programme=programme)
    held = held.filter(Q(organisation=None) | partners.at(organisation_id)) if organisation_id else held
    return held.filter(kind__in=kinds) if kinds else held
