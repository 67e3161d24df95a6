"""Which roles do what in this room, as audiences of pages and as questions of policies."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Audience, Held, Verdict, holders, no
from groundswell.needs.states import VOTERS, RoleKey


def manages(asker: Asker) -> bool:
    """Whether this asker runs the needs and strategy of the whole programme; one organisation is too little."""
    return asker.signed_in and Held(RoleKey.MANAGER) in asker.roles


def found_by(asker: Asker, seen: Q) -> Q:
    """What search gives: `seen`, which this asker may see.

    The site itself compares an idea with all of its programme; who reads of it is asked then.
    """
    return Q(programme_id=asker.programme_id) if asker.actor_kind == "system" else seen


def _is_manager(asker: Asker) -> Verdict:
    return YES if manages(asker) else no(lazy("This page is for programme managers"))


MANAGERS = Audience(RoleKey.MANAGER, _is_manager)
RAISERS = holders(
    RoleKey.SERVICE_OWNER,
    RoleKey.MANAGER,
    *VOTERS,
    reason=lazy("This page is for service owners, community partners and programme managers"),
)


def voting_role(asker: Asker) -> str:
    """The role for the whole programme in which this asker votes and signs off, the first that they hold; "" for none.

    What an organisation's administrator can give, a role at their own place, does not vote for all.
    """
    return next((role.value for role in VOTERS if asker.signed_in and Held(role) in asker.roles), "")


def _is_voter(asker: Asker) -> Verdict:
    if voting_role(asker):
        return YES
    return no(lazy("This page is for community partners, governors and patient partners"))


CHOOSERS = Audience("+".join(sorted(VOTERS)), _is_voter)
