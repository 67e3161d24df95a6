"""Partners in words: since when, under which names before, and what they have become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation import menu
from groundswell.foundation.access import EVERYONE
from groundswell.foundation.design.words import short_date
from groundswell.partnership.policies import ADMINISTRATORS, RUNNERS
from groundswell.partnership.states import SuccessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.partnership.models import Organisation, Service, Succession

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    id: UUID
    name: str
    kind: str
    when: str


def rows(organisations: Iterable[Organisation]) -> list[Row]:
    return [Row(one.pk, one.name, str(one.get_kind_display()), days(one)) for one in organisations]


def days(organisation: Organisation) -> str:
    told = {"since": short_date(organisation.since)}
    if organisation.until is None:
        return _("Partner since %(since)s") % told
    return _("Partner from %(since)s to %(until)s") % (told | {"until": short_date(organisation.until)})


@dataclass(frozen=True)
class Told:
    """One step in a sentence; `other`: the organisation at its other end."""

    sentence: str
    other: UUID
    name: str
    source: str
    noted: str


def steps(organisation: Organisation, found: Iterable[Succession]) -> list[Told]:
    return [_step(organisation, step) for step in found]


def _step(organisation: Organisation, step: Succession) -> Told:
    noted = _("Noted by %(who)s on %(date)s") % {"who": step.noted_by.name, "date": short_date(step.noted_at)}
    if step.after_id == organisation.pk:
        told = {"name": step.before.name, "date": short_date(step.happened_on - DAY)}
        renamed = _("Was called %(name)s until %(date)s.") % told
        merged = _("%(name)s was a partner of its own until %(date)s, and is part of this one now.") % told
        other = step.before
    else:
        told = {"name": step.after.name, "date": short_date(step.happened_on)}
        renamed = _("Is called %(name)s since %(date)s.") % told
        merged = _("Is part of %(name)s since %(date)s.") % told
        other = step.after
    sentence = renamed if step.kind == SuccessionKind.RENAMED else merged
    return Told(sentence, other.pk, other.name, step.source, noted)


@dataclass(frozen=True)
class ServiceRow:
    """A service in words; `name` alone for whoever only hears the link that changes it."""

    id: UUID
    name: str
    words: str


def services(found: Iterable[Service]) -> list[ServiceRow]:
    """Each with where it was before, if it came from elsewhere, and until when it was there, if it is no more."""
    return [ServiceRow(one.pk, str(one), _service(one)) for one in found]


def _service(service: Service) -> str:
    words = str(service) if service.came_with is None else _came(service)
    if service.until is None:
        return words
    return _("%(service)s, until %(date)s") % {"service": words, "date": short_date(service.until)}


def _came(service: Service) -> str:
    step = service.came_with
    told = {"service": service, "before": step.before.name, "date": short_date(step.happened_on - DAY)}
    return _("%(service)s (with %(before)s until %(date)s)") % told


def register_all() -> None:
    people = lazy("How many people work where")
    menu.register(menu.Link(people, "partnership:headcounts", ADMINISTRATORS, 65, where=menu.Where.MAP))
    settings = lazy("Settings of the programme")
    menu.register(menu.Link(settings, "partnership:settings", RUNNERS, 66, where=menu.Where.MAP))
    small = lazy("Small numbers")
    menu.register(menu.Link(small, "partnership:small-numbers", RUNNERS, 67, where=menu.Where.MAP))
    menu.register(menu.Link(lazy("Partners"), "partnership:partners", EVERYONE, 35, where=menu.Where.MAP))
