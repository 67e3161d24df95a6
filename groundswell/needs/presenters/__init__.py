"""Needs and strategy in words, and what this room registers for menus, work lists and roles."""

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.needs.presenters import challenges, homes, life, needs, rounds, strategy
from groundswell.needs.states import VOTERS, RoleKey

MEANINGS = {
    RoleKey.MANAGER: _("Runs needs, rounds, challenges and the strategy"),
    RoleKey.SERVICE_OWNER: _("Says what a service needs"),
    RoleKey.COMMUNITY: _("Speaks for a community, and votes on what comes first"),
    RoleKey.GOVERNOR: _("Speaks for the members of a trust, and votes on what comes first"),
    RoleKey.PATIENT: _("Speaks for patients and carers, and votes on what comes first"),
    RoleKey.INSIGHT: _("Writes what numbers say about a need"),
}
PRIVILEGED = {RoleKey.MANAGER}
WHOLE = {RoleKey.MANAGER, *VOTERS}  # what they say counts for everyone


def register_all() -> None:
    for role, meaning in MEANINGS.items():
        declare(RoleKind(role, role.label, meaning, whole=role in WHOLE, privileged=role in PRIVILEGED))
    needs.register_all()
    rounds.register_all()
    challenges.register_all()
    strategy.register_all()
    life.register_all()
    homes.register_all()
