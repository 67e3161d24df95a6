"""Organisations through time: what each was called before, what it has become, and whose roles that touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from groundswell.foundation.access import Held, prepared
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Organisation, Role, Service, Succession

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


def held_by(person_id: UUID, programme_id: UUID, today: date) -> frozenset[Held]:
    """What somebody holds on a day: in an organisation of a role, and for what stands under a name that it had before.

    One query; a second one only for who holds a role where others have become this organisation.
    """
    rows = _roles(person_id, programme_id, today)
    held = {Held(kind, organisation) for kind, organisation, _grown in rows}
    grown = {organisation for _kind, organisation, has_grown in rows if has_grown}
    if grown:
        before = Organisation.objects.filter(heir__in=grown).values_list("pk", "heir_id")
        held |= {Held(kind, old) for old, heir in before for kind, organisation, _grown in rows if organisation == heir}
    return frozenset(held)


@prepared
def _roles(person_id: UUID, programme_id: UUID, today: date) -> QuerySet[Role, Any]:
    held = Role.objects.on(today).filter(person_id=person_id, programme_id=programme_id)
    return held.values_list("kind", "organisation_id", "organisation__grown")


def at(organisation_id: UUID | None) -> Q:
    """Roles and turns of an organisation; for one that has become another, those of the other too."""
    if organisation_id is None:
        return Q(organisation=None)
    heir = Organisation.objects.filter(pk=organisation_id).values("heir_id")
    return Q(organisation_id=organisation_id) | Q(organisation__in=heir)


def known(programme: Programme) -> QuerySet[Organisation]:
    """The partners of today, then what has become one of them: by its name it is still meant."""
    return _known.build(programme.pk, clock.today(programme.timezone))


@prepared
def _known(programme_id: UUID, day: date) -> QuerySet[Organisation]:
    today = Organisation.objects.on(day).filter(programme_id=programme_id).values("pk")
    found = Organisation.objects.filter(Q(pk__in=today) | Q(heir__in=today), programme_id=programme_id)
    return found.select_related("heir").order_by(F("heir").asc(nulls_first=True), "name")


def as_today(programme: Programme) -> dict[UUID, Organisation]:
    """The partner of today behind each organisation that is one or has become one, by its id. One query."""
    return {one.pk: one.heir or one for one in _known(programme.pk, clock.today(programme.timezone))}


def partners_for(asker: Asker) -> QuerySet[Organisation]:
    """Every organisation that is a partner of this programme or was, by name; who takes part is public."""
    return Organisation.objects.filter(programme_id=asker.programme_id).select_related("heir").order_by("name", "pk")


def partners_today(asker: Asker) -> QuerySet[Organisation]:
    return partners_for(asker).filter(pk__in=Organisation.objects.on(clock.today(asker.timezone)).values("pk"))


def partner_for(asker: Asker, organisation_id: UUID) -> Organisation | None:
    return partners_for(asker).filter(pk=organisation_id).first()


def is_partner_today(asker: Asker, organisation: Organisation) -> bool:
    today = clock.today(asker.timezone)
    return organisation.since <= today and (organisation.until is None or organisation.until >= today)


def steps_of(organisation: Organisation) -> QuerySet[Succession]:
    """What became this organisation and what it became, the newest first."""
    steps = Succession.objects.filter(Q(before=organisation) | Q(after=organisation))
    return steps.select_related("before", "after", "noted_by").order_by("-happened_on", "before__name", "pk")


def service_of(organisation: Organisation, service_id: UUID) -> Service | None:
    return Service.objects.filter(organisation=organisation, pk=service_id).first()


def services_of(organisation: Organisation) -> QuerySet[Service]:
    """Its wards, clinics and teams, by name, each with the step by which it came."""
    found = Service.objects.filter(organisation=organisation)
    return found.select_related("came_with__before").order_by("name", "place", "pk")
