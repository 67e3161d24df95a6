"""Who holds a role today, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.foundation.access import prepared
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Person, Role
from groundswell.partnership.selectors import partners

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.partnership.models import Programme


def holders_of(programme: Programme, *kinds: str, organisation_id: UUID | None = None) -> QuerySet[Person]:
    """People who hold any of these roles today for this organisation or for all, by name."""
    return _people_of(_held(programme.pk, clock.today(programme.timezone), kinds, organisation_id))


def holders_of_any_and_of(
    programme: Programme, *kinds: str, organisation_id: UUID | None = None
) -> tuple[list[Person], list[Person]]:
    """Who holds any role today, and of them who holds one of these for this organisation or for all; one query."""
    people: list[Any] = _any_and_of(programme.pk, clock.today(programme.timezone), kinds, organisation_id)
    return people, [person for person in people if person.holds_here]


@prepared
def _any_and_of(
    programme_id: UUID, today: date, kinds: tuple[str, ...], organisation_id: UUID | None
) -> QuerySet[Person]:
    here = _held(programme_id, today, kinds, organisation_id).filter(person=OuterRef("pk"))
    return _people_of(_held(programme_id, today, (), None)).annotate(holds_here=Exists(here))


def named_as(programme: Programme, *kinds: str, organisation_id: UUID | None = None) -> list[Person]:
    """The same as `holders_of`, read."""
    return _holders(programme.pk, clock.today(programme.timezone), kinds, organisation_id)


@prepared
def _holders(programme_id: UUID, today: date, kinds: tuple[str, ...], organisation_id: UUID | None) -> QuerySet[Person]:
    return _people_of(_held(programme_id, today, kinds, organisation_id))


def _people_of(held: QuerySet[Role]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")


def _held(programme_id: UUID, today: date, kinds: tuple[str, ...], organisation_id: UUID | None) -> QuerySet[Role]:
    held = Role.objects.on(today).filter(programme_id=programme_id)
    held = held.filter(Q(organisation=None) | partners.at(organisation_id)) if organisation_id else held
    return held.filter(kind__in=kinds) if kinds else held
