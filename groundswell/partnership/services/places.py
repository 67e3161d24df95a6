"""A role or turn belongs to one programme: its place, and who sets it, must belong there too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.partnership.models import Organisation

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


def check_place(programme: Programme, organisation_id: UUID | None, *, by: Asker) -> None:
    """Raise `NotAllowed` unless the asker and the organisation, if any, are of this programme."""
    if by.programme_id != programme.pk:
        raise NotAllowed(_("You can do this in your own programme only"))
    if organisation_id is None:
        return
    if not Organisation.objects.filter(pk=organisation_id, programme=programme).exists():
        raise NotAllowed(_("This organisation is not a partner here"))
