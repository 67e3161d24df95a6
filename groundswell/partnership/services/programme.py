"""What holds for the whole programme, and can be changed by who runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit.small_numbers import LEAST, MOST
from groundswell.foundation.workflow.services import lock
from groundswell.partnership import policies

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


@transaction.atomic
def set_fewest_shown(programme: Programme, fewest: int, *, by: Asker) -> Programme:
    """From which number on people are counted for everyone. Saying the same again changes nothing."""
    policies.can_set_programme(by, programme.pk).or_raise()
    if not LEAST <= fewest <= MOST:
        raise NotAllowed(_("Enter a number from %(least)d to %(most)d") % {"least": LEAST, "most": MOST})
    lock(programme)  # type: ignore[arg-type]
    if programme.fewest_shown == fewest:
        return programme
    facts = {"fewest_shown": fewest, "before": programme.fewest_shown}
    programme.fewest_shown = fewest
    programme.revision += 1
    programme.save(update_fields=["fewest_shown", "revision"])
    audit.record(programme, "set_fewest_shown", by=by, facts=facts)
    return programme
