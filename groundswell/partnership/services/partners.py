"""One organisation becomes another: a new name, or part of another partner. Nothing is deleted; what belonged to the
first goes on in the second from that day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import DutyTurn, Organisation, Programme, Role, Service, Succession
from groundswell.partnership.states import SuccessionKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver

DAY = timedelta(days=1)


@transaction.atomic
def rename(organisation_id: UUID, *, name: str, on: date, source: str, by: Asker) -> Succession:
    """From a day on it has another name. The organisation of the old name ends the day before.

    Sending twice notes one step. Raises `NotAllowed` with the reason.
    """
    before = partner_of(organisation_id, by=by)
    name = name.strip()
    if before.heir is not None and before.heir.name == name:
        return Succession.objects.get(before=before)
    check_day(before, on)
    if Organisation.objects.filter(programme=before.programme, name=name).exists():
        raise NotAllowed(_("There is a partner of this name already"))
    after = Organisation(
        programme=before.programme, name=name, kind=before.kind, since=on, grown=True, synthetic=before.synthetic
    )
    after.full_clean()
    after.save(force_insert=True)
    return _note(before, after, SuccessionKind.RENAMED, on=on, source=source, by=by)


@transaction.atomic
def merge(organisation_id: UUID, *, into: UUID, on: date, source: str, by: Asker) -> Succession:
    """From a day on it is part of another partner. Sending twice notes one step."""
    before = partner_of(organisation_id, by=by)
    if before.heir_id is not None and before.heir_id == into:
        return Succession.objects.get(before=before)
    check_day(before, on)
    after = Organisation.objects.filter(pk=into, programme=before.programme).first()
    if after is None or after.pk == before.pk:
        raise NotAllowed(_("Select another partner"))
    if after.heir_id is not None or not after.since <= on <= (after.until or on):
        raise NotAllowed(_("%(name)s is no partner on that day") % {"name": after.name})
    after.grown = True
    after.save(update_fields=["grown"])
    return _note(before, after, SuccessionKind.MERGED, on=on, source=source, by=by)


def programme_of(by: Asker) -> Programme:
    """The asker's programme, locked: its partners are changed one at a time, and only by who may."""
    policies.can_change_partners(by).or_raise()
    return Programme.objects.select_for_update().get(pk=by.programme_id)


def partner_of(organisation_id: UUID, *, by: Asker) -> Organisation:
    """The organisation, with its programme locked. Raises `NotAllowed` when it is none of ours."""
    programme = programme_of(by)
    found = Organisation.objects.filter(pk=organisation_id, programme=programme).select_related("heir").first()
    if found is None:
        raise NotAllowed(_("This organisation is not a partner here"))
    return found


def check_day(before: Organisation, on: date) -> None:
    """Raise `NotAllowed` unless it was a partner, and still itself, on the day before."""
    if before.heir is not None:
        raise NotAllowed(_("It became %(name)s already") % {"name": before.heir.name})
    if on > clock.today(before.programme.timezone):
        raise NotAllowed(_("That day has not come yet. Note it once it has"))
    if on <= before.since:
        raise NotAllowed(_("It has been a partner since %(date)s only") % {"date": short_date(before.since)})
    if before.until is not None and before.until < on - DAY:
        raise NotAllowed(_("It was a partner until %(date)s only") % {"date": short_date(before.until)})


def _note(before: Organisation, after: Organisation, kind: str, *, on: date, source: str, by: Asker) -> Succession:
    assert by.person_id is not None  # the verdict above says so: it asks for a role
    step = Succession(
        programme=before.programme,
        before=before,
        after=after,
        kind=kind,
        happened_on=on,
        source=source.strip(),
        noted_by_id=by.person_id,
        noted_at=clock.now(),
        revision=1,
    )
    step.full_clean()
    step.save(force_insert=True)
    Organisation.objects.filter(heir=before).update(heir=after)
    before.until, before.heir = on - DAY, after
    hosts, before.hosts = before.hosts, False
    before.save(update_fields=["until", "heir", "hosts"])
    if hosts:
        after.hosts = True
        after.save(update_fields=["hosts"])
    moved = {
        "services": _move_services(step),
        "roles": _move_dated(Role, step, by=by),
        "turns": _move_dated(DutyTurn, step, by=by),
    }
    facts = {"before": before.pk, "after": after.pk, "kind": kind, "on": on, **moved}
    audit.record(step, "succeed", by=by, organisation_id=after.pk, facts=facts)
    return step


def _move_services(step: Succession) -> list[UUID]:
    """Each goes on there; one that is there already by name and place stays where it was, for both are known."""
    there = set(Service.objects.filter(organisation=step.after).values_list("name", "place"))
    going = [one for one in Service.objects.filter(organisation=step.before) if (one.name, one.place) not in there]
    ids = [one.pk for one in going]
    Service.objects.filter(pk__in=ids).update(organisation=step.after, came_with=step)
    return ids


def _move_dated(model: type[Role | DutyTurn], step: Succession, *, by: Asker) -> int:
    """Roles or turns: each ends the day before and goes on in the other organisation, given by whoever gave it."""
    rows: list[Any] = list(model.objects.not_over(step.happened_on).filter(organisation=step.before))  # type: ignore[attr-defined]
    for row in rows:
        if row.since < step.happened_on:
            _go_on(row, step, by=by)
        else:
            row.organisation = step.after
            _change(row, ["organisation"], "move", step, by=by)
    return len(rows)


def _go_on(row: Role | DutyTurn, step: Succession, *, by: Asker) -> None:
    again = type(row).objects.get(pk=row.pk)
    again.pk, again.revision, again.since, again.organisation = uuid4(), 1, step.happened_on, step.after
    again.save(force_insert=True)
    facts = {"step": step.pk, "from": row.pk, "person": row.person_id, "since": again.since, "until": again.until}
    audit.record(again, "go on", by=by, organisation_id=step.after_id, facts=facts)
    row.until = step.happened_on - DAY
    _change(row, ["until"], "end", step, by=by)


def _change(row: Role | DutyTurn, fields: list[str], verb: str, step: Succession, *, by: Asker) -> None:
    row.revision += 1
    row.save(update_fields=[*fields, "revision"])
    facts = {"step": step.pk, "until": row.until}
    audit.record(row, verb, by=by, organisation_id=row.organisation_id, facts=facts)


def erase(leaver: Leaver, by: Asker) -> int:  # noqa: ARG001  one shape for every room
    """Steps stay facts; who noted them is nobody any more."""
    noted = Succession.objects.filter(noted_by_id=leaver.person_id) if leaver.person_id else Succession.objects.none()
    return noted.update(noted_by_id=leaver.stand_in()) if noted.exists() else 0
