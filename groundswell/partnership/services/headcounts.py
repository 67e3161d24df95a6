"""Write down how many people work where, one number or many at once; a number that is said anew is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import Headcount, Programme
from groundswell.partnership.services.places import check_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver


@dataclass(frozen=True)
class Counted:
    """One number as somebody says it."""

    organisation_id: UUID
    group: str
    count: int
    counted_on: date
    source: str


@dataclass(frozen=True)
class Kept:
    """How many numbers were new, changed, and there already."""

    new: int
    changed: int
    same: int


@transaction.atomic
def keep(programme: Programme, rows: Iterable[Counted], *, by: Asker) -> Kept:
    """All of them or, when one is refused, none. Sending the same again changes nothing."""
    Programme.objects.select_for_update().get(pk=programme.pk)  # one table is kept at a time
    done = {"new": 0, "changed": 0, "same": 0}
    places: set[UUID] = set()
    for row in rows:
        if row.organisation_id not in places:
            policies.can_count(by, row.organisation_id).or_raise()
            check_place(programme, row.organisation_id, by=by)
            places.add(row.organisation_id)
        done[_keep(programme, row, by=by)] += 1
    return Kept(**done)


def _keep(programme: Programme, row: Counted, *, by: Asker) -> str:
    if row.counted_on > clock.today(programme.timezone):
        raise NotAllowed(_("That day has not come yet"))
    which = {"organisation_id": row.organisation_id, "group": row.group, "counted_on": row.counted_on}
    found = Headcount.objects.filter(**which).first() or Headcount(programme=programme, **which)
    if (found.count, found.source) == (row.count, row.source) and found.revision:
        return "same"
    before = found.count if found.revision else None
    found.count, found.source, found.entered_at = row.count, row.source.strip(), clock.now()
    found.entered_by_id = by.person_id  # type: ignore[assignment]
    found.revision += 1
    found.full_clean(validate_unique=False, validate_constraints=False)
    found.save()
    facts: dict[str, Any] = {"group": row.group, "count": row.count, "on": row.counted_on, "before": before}
    verb = "count" if before is None else "count again"
    audit.record(found, verb, by=by, organisation_id=row.organisation_id, facts=facts)
    return "new" if before is None else "changed"


def before(row: Counted) -> int | None:
    """What stood there for the same day, so that the page can say so."""
    same = Headcount.objects.filter(organisation_id=row.organisation_id, group=row.group, counted_on=row.counted_on)
    return same.values_list("count", flat=True).first()


def erase(leaver: Leaver, by: Asker) -> int:  # noqa: ARG001  one shape for every room
    """Numbers stay; who entered them is nobody any more."""
    theirs = Headcount.objects.filter(entered_by_id=leaver.person_id) if leaver.person_id else Headcount.objects.none()
    return theirs.update(entered_by_id=leaver.stand_in()) if theirs.exists() else 0
