"""Which organisations take part, from which day to which, and which services each has. Nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Organisation, Service
from groundswell.partnership.services.partners import DAY, check_day, partner_of, programme_of
from groundswell.partnership.services.wording import digests

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


@transaction.atomic
def add_organisation(*, name: str, kind: str, since: date, by: Asker, key: UUID | None = None) -> Organisation:
    """A partner from a day on. The same name sent twice with one `key` adds one. Raises `NotAllowed`."""
    programme, name = programme_of(by), _tidy(name)
    if key and (same := Organisation.objects.filter(key=key).first()):
        if (same.programme_id, same.name) == (programme.pk, name):
            return same
        key = None  # the page was opened again by the way back, for another one
    if Organisation.objects.filter(programme=programme, name__iexact=name).exists():
        raise NotAllowed(_("There is a partner of this name already"))
    _check_has_come(programme, since)
    made = Organisation(
        programme=programme, name=name, kind=kind, since=since, key=key, revision=1, synthetic=programme.synthetic
    )
    made.full_clean()
    made.save(force_insert=True)
    words = digests(programme, name=name)
    audit.record(made, "add", by=by, organisation_id=made.pk, facts={"kind": kind, "since": since}, digests=words)
    return made


@transaction.atomic
def end_organisation(organisation_id: UUID, *, on: date, by: Asker) -> Organisation:
    """From a day on it is no partner any more; what is open there keeps its place. Never the one that hosts.

    Sending twice ends it once. Raises `NotAllowed` with the reason.
    """
    found = partner_of(organisation_id, by=by)
    if found.heir is None and found.until == on - DAY:
        return found
    if found.hosts:
        raise NotAllowed(_("%(name)s hosts the programme, so it stays a partner") % {"name": found.name})
    check_day(found, on)
    return _set_end(found, on - DAY, by=by)


@transaction.atomic
def keep_organisation(organisation_id: UUID, *, by: Asker) -> Organisation:
    """It is a partner still: it was said to have ended by mistake, or it came back."""
    found = partner_of(organisation_id, by=by)
    if found.heir is not None:
        raise NotAllowed(_("It became %(name)s already") % {"name": found.heir.name})
    return found if found.until is None else _set_end(found, None, by=by)


def _set_end(found: Organisation, until: date | None, *, by: Asker) -> Organisation:
    facts = {"until": until, "before": found.until}
    found.until = until
    found.revision += 1
    found.save(update_fields=["until", "revision"])
    audit.record(found, "end" if until else "go on", by=by, organisation_id=found.pk, facts=facts)
    return found


@transaction.atomic
def add_service(organisation_id: UUID, *, name: str, place: str, by: Asker, key: UUID | None = None) -> Service:
    """A ward, clinic or team of a partner of today. The same words sent twice with one `key` add one."""
    there, name, place = partner_of(organisation_id, by=by), _tidy(name), _tidy(place)
    if key and (same := Service.objects.filter(key=key).first()):
        if (same.organisation_id, same.name, same.place) == (there.pk, name, place):
            return same
        key = None  # the page was opened again by the way back, for another one
    _check_is_there(there)
    _check_name_is_free(there, name, place)
    made = Service(organisation=there, name=name, place=place, key=key, revision=1, synthetic=there.programme.synthetic)
    made.full_clean()
    made.save(force_insert=True)
    words = digests(there.programme, name=name, place=place)
    audit.record(made, "add", by=by, organisation_id=there.pk, digests=words)
    return made


def _check_is_there(there: Organisation) -> None:
    if there.heir is not None:
        raise NotAllowed(_("It became %(name)s already") % {"name": there.heir.name})
    if there.until is not None and there.until < clock.today(there.programme.timezone):
        raise NotAllowed(_("It was a partner until %(date)s only") % {"date": short_date(there.until)})


@dataclass(frozen=True)
class Said:
    """What is said of a service. `gone_on`: the first day on which it is not there any more; none: it is there."""

    name: str
    place: str = ""
    gone_on: date | None = None


@transaction.atomic
def change_service(organisation_id: UUID, service_id: UUID, said: Said, *, by: Asker) -> Service:
    """Another name or place, or its end, or none any more. Saying the same again changes nothing."""
    there = partner_of(organisation_id, by=by)
    found = Service.objects.filter(pk=service_id, organisation=there).first()
    if found is None:
        raise NotAllowed(_("This service is not written down here"))
    name, place, until = _tidy(said.name), _tidy(said.place), said.gone_on and said.gone_on - DAY
    if (found.name, found.place, found.until) == (name, place, until):
        return found
    _check_name_is_free(there, name, place, but=found)
    if said.gone_on and until != found.until:
        _check_has_come(there.programme, said.gone_on)
    facts = {"until": until, "before": found.until}
    found.name, found.place, found.until = name, place, until
    found.revision += 1
    found.full_clean()
    found.save(update_fields=["name", "place", "until", "revision"])
    words = digests(there.programme, name=name, place=place)
    audit.record(found, "change", by=by, organisation_id=there.pk, facts=facts, digests=words)
    return found


def _check_name_is_free(there: Organisation, name: str, place: str, *, but: Service | None = None) -> None:
    same = Service.objects.filter(organisation=there, name__iexact=name, place__iexact=place)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise NotAllowed(_("There is a service of this name and place here already"))


def _check_has_come(programme: Programme, day: date) -> None:
    if day > clock.today(programme.timezone):
        raise NotAllowed(_("That day has not come yet. Note it once it has"))


def _tidy(words: str) -> str:
    return " ".join(words.split())
