"""Which roles do what in this room, as audiences of pages and as questions of policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import holders
from groundswell.needs.states import VOTERS, RoleKey

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

MANAGERS = holders(RoleKey.MANAGER, reason=lazy("This page is for programme managers"))
RAISERS = holders(
    RoleKey.SERVICE_OWNER,
    RoleKey.MANAGER,
    *VOTERS,
    reason=lazy("This page is for service owners, community partners and programme managers"),
)
CHOOSERS = holders(
    *VOTERS, reason=lazy("This page is for community partners, governors and patient partners")
)  # fmt: skip


def manages(asker: Asker) -> bool:
    """Whether this asker runs the programme's needs and strategy."""
    return asker.signed_in and asker.holds(RoleKey.MANAGER)


def voting_role(asker: Asker) -> str:
    """The role in which this asker votes and signs off, the first that they hold; "" for none."""
    return next((role.value for role in VOTERS if asker.signed_in and asker.holds(role)), "")
