"""The rota: put someone on duty, and end a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.audit import services as audit
from groundswell.partnership import policies
from groundswell.partnership.models import DutyTurn, Programme
from groundswell.partnership.services.places import check_place

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker


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
    """Put someone on the duty rota. Raises `NotAllowed`, or `ValidationError` when the dates are not in order."""
    policies.can_set_duty(by, organisation_id).or_raise()
    check_place(programme, organisation_id, by=by)
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
    audit.record(turn, "set_duty", by=by, organisation_id=turn.organisation_id, facts=facts)
    return turn


@transaction.atomic
def end_duty(turn_id: UUID, *, by: Asker, on: date) -> DutyTurn:
    """End a turn on a day, which still counts (never before its first day). Raises `NotAllowed`."""
    turn = DutyTurn.objects.select_for_update().get(pk=turn_id, programme_id=by.programme_id)
    policies.can_set_duty(by, turn.organisation_id).or_raise()
    turn.until = max(on, turn.since)
    turn.revision += 1
    turn.save(update_fields=["until", "revision"])
    audit.record(turn, "end_duty", by=by, organisation_id=turn.organisation_id, facts={"until": turn.until})
    return turn
