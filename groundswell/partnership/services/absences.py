"""Being away: from when until when, and who takes over meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.partnership import policies
from groundswell.partnership.models import Absence, Person, Programme
from groundswell.partnership.selectors import places_of
from groundswell.partnership.services.places import check_place

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def set_absence(
    programme: Programme, *, person_id: UUID, cover_id: UUID, since: date, until: date, by: Asker
) -> Absence:
    """Say who is away and who covers; both days count. Raises `NotAllowed`, or `ValidationError` for wrong dates.

    The cover is somebody else who can sign in and is not away on any of these days.
    """
    check_place(programme, None, by=by)
    policies.can_set_absence(by, person_id=person_id, places=places_of(programme, person_id)).or_raise()
    Programme.objects.select_for_update().get(pk=programme.pk)  # two people cannot name each other at once
    _check_cover(programme, person_id, cover_id, since, until)
    absence = Absence(programme=programme, person_id=person_id, cover_id=cover_id, since=since, until=until, revision=1)
    absence.full_clean()
    absence.save(force_insert=True)
    facts = {"person": person_id, "cover": cover_id, "since": since, "until": until}
    audit.record(absence, "set_absence", by=by, facts=facts)
    return absence


@transaction.atomic
def end_absence(absence_id: UUID, *, by: Asker, on: date) -> Absence:
    """End an absence on a day, which still counts (never before its first day, nor later). Raises `NotAllowed`."""
    absence = Absence.objects.select_for_update().get(pk=absence_id, programme_id=by.programme_id)
    places = places_of(absence.programme, absence.person_id)
    policies.can_set_absence(by, person_id=absence.person_id, places=places).or_raise()
    absence.until = max(min(on, absence.until), absence.since)
    absence.revision += 1
    absence.save(update_fields=["until", "revision"])
    audit.record(absence, "end_absence", by=by, facts={"until": absence.until})
    return absence


@transaction.atomic
def call_off_absence(absence_id: UUID, *, by: Asker, today: date) -> None:
    """Take an absence back that has not begun: nobody was covered. Raises `NotAllowed` from its first day on."""
    absence = Absence.objects.select_for_update().get(pk=absence_id, programme_id=by.programme_id)
    places = places_of(absence.programme, absence.person_id)
    policies.can_set_absence(by, person_id=absence.person_id, places=places).or_raise()
    if absence.since <= today:
        raise NotAllowed(_("It has begun: set its last day instead"))
    absence.revision += 1
    audit.record(absence, "call_off_absence", by=by, facts={"since": absence.since, "until": absence.until})
    absence.delete()


def _check_cover(programme: Programme, person_id: UUID, cover_id: UUID, since: date, until: date) -> None:
    if cover_id == person_id:
        raise NotAllowed(_("Nobody can cover for themselves"))
    if not Person.objects.filter(pk=cover_id, is_active=True).exclude(email=None).exists():
        raise NotAllowed(_("The cover must be somebody who can sign in"))
    if Absence.objects.filter(programme=programme, person_id=cover_id, since__lte=until, until__gte=since).exists():
        raise NotAllowed(_("This person is away on some of these days too"))
