"""Give and end roles. Each is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import Programme, Role
from groundswell.partnership.services.people import person_with_email
from groundswell.partnership.services.places import check_place
from groundswell.partnership.states import RoleKey

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
    """Give a role from a day on. Raises `NotAllowed` with the reason, or `ValidationError` for dates out of order."""
    policies.can_grant(by, person_id=person_id, kind=kind, organisation_id=organisation_id).or_raise()
    check_place(programme, organisation_id, by=by)
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
    audit.record(role, "grant", by=by, organisation_id=role.organisation_id, facts=facts)
    return role


@transaction.atomic
def give_role_to(programme: Programme, *, email: str, name: str, job_title: str, by: Asker, **role: Any) -> Role:
    """Give a role to whoever has this address, known or new; `role` as for `grant_role`.

    A refusal leaves no new person behind.
    """
    person = person_with_email(email, name, job_title)
    return grant_role(programme, person_id=person.pk, by=by, **role)


@transaction.atomic
def end_role(role_id: UUID, *, by: Asker, on: date) -> Role:
    """End a role on a day, which still counts.

    Raises `NotAllowed`, also for the last programme administrator, and for a day after the role's own last day:
    who may put down their role must not be able to prolong it.
    """
    programme = Programme.objects.select_for_update().get(pk=by.programme_id)  # one role ends at a time
    role = Role.objects.get(pk=role_id, programme=programme)
    policies.can_end(by, role).or_raise()
    if role.until and on > role.until:
        raise NotAllowed(_("This role ends sooner already. To prolong it, give it anew"))
    if role.kind == RoleKey.PROGRAMME_ADMIN and not _others_run_it(role):
        raise NotAllowed(_("Give this role to somebody else first. Without it nobody can give roles"))
    role.until = max(on, role.since)
    role.revision += 1
    role.save(update_fields=["until", "revision"])
    audit.record(role, "end", by=by, organisation_id=role.organisation_id, facts={"until": role.until})
    return role


def _others_run_it(role: Role) -> bool:
    """Whether someone else is programme administrator without an end."""
    others = Role.objects.filter(programme_id=role.programme_id, kind=role.kind, until=None)
    return others.exclude(person_id=role.person_id).filter(person__is_active=True).exists()
