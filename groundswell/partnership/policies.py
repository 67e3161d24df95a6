"""Who may run the partnership's own records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.access import YES, Asker, Verdict, holders, no
from groundswell.foundation.access.roles import kind_of
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.partnership.models import Role

ADMINISTRATORS = holders(
    RoleKey.PROGRAMME_ADMIN,
    RoleKey.ORGANISATION_ADMIN,
    reason="This page is for people who look after roles and the duty rota",
)


def can_grant(asker: Asker, *, person_id: UUID, kind: str, organisation_id: UUID | None) -> Verdict:
    """A programme administrator grants any role; an organisation's own, ordinary roles inside it. Never one's own."""
    if asker.person_id == person_id:
        return no("Nobody can give a role to themselves")
    if asker.holds(RoleKey.PROGRAMME_ADMIN):
        return YES
    if kind_of(kind).separation or kind in {RoleKey.PROGRAMME_ADMIN, RoleKey.ORGANISATION_ADMIN}:
        return no("Only a programme administrator can give this role")
    if organisation_id is not None and _administers(asker, organisation_id):
        return YES
    return no("You can give roles inside your own organisation only")


def can_end(asker: Asker, role: Role) -> Verdict:
    """Who could have granted it may end it, and anyone may put down their own role."""
    if asker.person_id == role.person_id:
        return YES
    return can_grant(asker, person_id=role.person_id, kind=role.kind, organisation_id=role.organisation_id)


def can_set_duty(asker: Asker, organisation_id: UUID | None) -> Verdict:
    if asker.holds(RoleKey.PROGRAMME_ADMIN):
        return YES
    if organisation_id is not None and _administers(asker, organisation_id):
        return YES
    return no("You can set the duty rota of your own organisation only")


def _administers(asker: Asker, organisation_id: UUID) -> bool:
    return any(
        held.kind == RoleKey.ORGANISATION_ADMIN and held.organisation_id == organisation_id for held in asker.roles
    )
