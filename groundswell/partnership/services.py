"""Verbs: give and end a role, set a turn of duty. Each is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import DutyTurn, Person, Programme, Role

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def grant_role(
    programme: Programme,
    *,
    person_id: UUID,
    kind: str,
    by: Asker,
    organisation_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Role:
    """Give a role from a day on. Raises `NotAllowed` with the reason."""
    policies.can_grant(by, person_id=person_id, kind=kind, organisation_id=organisation_id).or_raise()
    role = Role(
        programme=programme,
        person_id=person_id,
        kind=kind,
        organisation_id=organisation_id,
        since=since or clock.today(programme.timezone),
        until=until,
        granted_by_id=by.person_id,
        revision=1,
    )
    role.full_clean(exclude=["granted_by"])
    role.save(force_insert=True)
    facts = {"person": role.person_id, "kind": kind, "since": role.since, "until": until}
    audit.record(role, "grant", by=by, organisation_id=organisation_id, facts=facts)
    return role


@transaction.atomic
def end_role(role_id: UUID, *, by: Asker, on: date) -> Role:
    """End a role on a day, which still counts."""
    role = Role.objects.select_for_update().get(pk=role_id, programme_id=by.programme_id)
    policies.can_end(by, role).or_raise()
    role.until = max(on, role.since)
    role.revision += 1
    role.save(update_fields=["until", "revision"])
    audit.record(role, "end", by=by, organisation_id=role.organisation_id, facts={"until": role.until})
    return role


@transaction.atomic
def set_duty(
    programme: Programme,
    *,
    person_id: UUID,
    since: date,
    by: Asker,
    until: date | None = None,
    organisation_id: UUID | None = None,
) -> DutyTurn:
    """Put someone on the duty rota."""
    policies.can_set_duty(by, organisation_id).or_raise()
    turn = DutyTurn(
        programme=programme,
        person_id=person_id,
        organisation_id=organisation_id,
        since=since,
        until=until,
        revision=1,
    )
    turn.full_clean()
    turn.save(force_insert=True)
    facts = {"person": person_id, "since": since, "until": until}
    audit.record(turn, "set_duty", by=by, organisation_id=organisation_id, facts=facts)
    return turn


def person_with_email(email: str, name: str = "") -> Person:
    """The person of a proven address, made when first seen."""
    found = Person.objects.filter(email=email.strip().lower()).first()
    return found or Person.objects.create_user(email=email, name=name)
