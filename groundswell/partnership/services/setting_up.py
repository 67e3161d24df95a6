"""The first hour of a real site: its programme, the organisation that hosts it, and its first administrator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import Held, NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Organisation, Programme
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services.people import person_with_email
from groundswell.partnership.services.roles import grant_role
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Beginning:
    """What a programme begins with. `host`: a bare host name; `nation`: a key of `Nation`, for its bank holidays."""

    name: str
    host: str
    timezone: str
    nation: str
    organisation: str
    organisation_kind: str
    admin_name: str
    admin_email: str
    phone: str = ""
    email: str = ""


@transaction.atomic
def set_up_programme(begin: Beginning) -> Programme:
    """Make a programme with all that it needs to let its administrator in. Audited as the platform's own doing.

    There is no `by`: before a programme there is nobody who could ask. Raises `NotAllowed` when one lives at this
    host already, and `ValidationError` when something cannot be; then nothing was made.
    """
    host = begin.host.strip().lower()
    if Programme.objects.filter(host=host).exists():
        raise NotAllowed(_("There is a programme at %(host)s already") % {"host": host})
    _check(begin, host)
    first = person_with_email(begin.admin_email, begin.admin_name)
    first.full_clean(exclude=["password"])
    programme = Programme(
        name=begin.name,
        host=host,
        timezone=begin.timezone,
        nation=begin.nation,
        phone=begin.phone.strip(),
        email=begin.email.strip(),
        default_duty=first,
        revision=1,
    )
    programme.full_clean()
    programme.save(force_insert=True)
    by = replace(task_asker(programme), roles=frozenset({Held(RoleKey.PROGRAMME_ADMIN)}))
    organisation = _host_organisation(programme, begin)
    facts = {"default_duty": first.pk, "organisation": organisation.pk, "nation": programme.nation}
    audit.record(programme, "set_up", by=by, organisation_id=organisation.pk, facts=facts)
    _first_administrator(programme, first.pk, by=by)
    return programme


def _check(begin: Beginning, host: str) -> None:
    """What the fields themselves would let through."""
    if not host or any(mark in host for mark in "/:@ "):
        raise ValidationError(_("The host is a bare name, such as innovation.example.nhs.uk"))
    if begin.timezone not in available_timezones():
        raise ValidationError(_("There is no time zone called %(zone)s") % {"zone": begin.timezone})
    if not begin.admin_name.strip() or not begin.admin_email.strip():
        raise ValidationError(_("The first administrator needs a name and an e-mail address"))


def _host_organisation(programme: Programme, begin: Beginning) -> Organisation:
    today = clock.today(programme.timezone)
    made = Organisation(
        programme=programme, name=begin.organisation, kind=begin.organisation_kind, since=today, hosts=True
    )
    made.full_clean()
    made.save(force_insert=True)
    return made


def _first_administrator(programme: Programme, person_id: object, *, by: Asker) -> None:
    grant_role(programme, person_id=person_id, kind=RoleKey.PROGRAMME_ADMIN, by=by)  # type: ignore[arg-type]
