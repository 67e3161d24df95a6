"""Erase a person: their row, roles, turns, sessions and words, everywhere; the audit stays whole."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation import erasing
from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import services as notices
from groundswell.foundation.search.services import squeeze_out
from groundswell.foundation.workflow import services as workflow
from groundswell.partnership import policies
from groundswell.partnership.models import Absence, DutyTurn, Erasure, Person, Programme, Role
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def erase_person(
    *, by: Asker, reason: str, email: str = "", person_id: UUID | None = None, successor_id: UUID | None = None
) -> Erasure:
    """Forget a person, known by id or by address, or a sender who left an address only. It cannot be undone.

    `reason`: an `ErasureReason`. `successor_id`: who takes on the ideas and the duty that they still have.
    Raises `NotAllowed`, and then nothing has changed: they are unknown, or somebody must take their place first.
    """
    person = _known(email, person_id)
    leaver = _leaver(person, email, successor_id)
    policies.can_erase(by, person_id=leaver.person_id, programme_ids=_programmes_of(person)).or_raise()
    _check_successor(leaver)
    counts = erasing.erase(leaver, by=by) | {"sessions": _end_sessions(leaver)}
    squeeze_out()
    if person:
        counts |= _erase_row(person, leaver, by=by)
    elif not any(counts.values()):
        raise NotAllowed(_("We know nobody with this address"))
    erasure = Erasure(
        programme_id=by.programme_id, person_id=leaver.person_id, reason=reason, erased_at=clock.now(), revision=1
    )
    erasure.full_clean()
    erasure.save(force_insert=True)
    facts = {"person": leaver.person_id, "reason": reason, "successor": successor_id, **counts}
    audit.record(erasure, "erase", by=by, facts=facts)
    return erasure


def _known(email: str, person_id: UUID | None) -> Person | None:
    """The person, locked. Raises `NotAllowed` when no id and no address says whom we mean."""
    people = Person.objects.select_for_update()
    if person_id is None and not email.strip():
        raise NotAllowed(_("Say who is to be erased"))
    if person_id is None:
        return people.filter(email=email.strip().lower()).first()
    found = people.filter(pk=person_id).first()
    if found is None:
        raise NotAllowed(_("We do not know this person"))
    return found


def _leaver(person: Person | None, email: str, successor_id: UUID | None) -> erasing.Leaver:
    if person is None:
        return erasing.Leaver(None, email.strip().lower(), _stand_in(), successor_id=successor_id)
    return erasing.Leaver(person.pk, person.email or "", _stand_in(), person.name, person.phone, successor_id)


def _stand_in() -> Callable[[], UUID]:
    """Made when first asked for: a person with no address, who can never sign in, for facts that name somebody."""

    @cache
    def make() -> UUID:
        return Person.objects.create_user(name=_("Someone who has left"), is_active=False).pk

    return make


def _programmes_of(person: Person | None) -> set[UUID]:
    if person is None:
        return set()
    held = Role.objects.filter(person=person).values_list("programme_id", flat=True)
    turns = DutyTurn.objects.filter(person=person).values_list("programme_id", flat=True)
    return {*held, *turns, *Programme.objects.filter(default_duty=person).values_list("pk", flat=True)}


def _check_successor(leaver: erasing.Leaver) -> None:
    """Whoever takes their place is somebody else, and is here."""
    if leaver.successor_id is None:
        return
    active = Person.objects.filter(pk=leaver.successor_id, is_active=True).exclude(email=None).exists()
    if leaver.successor_id == leaver.person_id or not active:
        raise NotAllowed(_("Name somebody else who can sign in to take their place"))


def _end_sessions(leaver: erasing.Leaver) -> int:
    """End their sessions, and forget codes that were asked for with their address."""
    marks = [mark for mark in (str(leaver.person_id or ""), leaver.email) if mark]
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if any(mark in json.dumps(session.get_decoded(), default=str).lower() for mark in marks)
    ]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def _erase_row(person: Person, leaver: erasing.Leaver, *, by: Asker) -> dict[str, int]:
    """Remove the person and what says who they were here; how many rows of each kind."""
    _hand_on_duty(person, leaver, by=by)
    if Role.objects.filter(granted_by=person).exists():
        Role.objects.filter(granted_by=person).update(granted_by=leaver.stand_in())
    counts = {
        "roles": Role.objects.filter(person=person).delete()[0],
        "turns": DutyTurn.objects.filter(person=person).delete()[0],
        "absences": _forget_absences(person, leaver),
        "mails": notices.forget(person.pk),
        "undo": workflow.forget(person.pk),
    }
    person.delete()
    return counts


def _forget_absences(person: Person, leaver: erasing.Leaver) -> int:
    """Their own go; those that they cover pass to who takes their place, else nobody covers and they go too."""
    covered = Absence.objects.filter(cover=person).exclude(person=leaver.successor_id)
    if leaver.successor_id is not None:
        covered.update(cover=leaver.successor_id)
    return Absence.objects.filter(Q(person=person) | Q(cover=person)).delete()[0]


def _hand_on_duty(person: Person, leaver: erasing.Leaver, *, by: Asker) -> None:
    """A programme always has somebody who gives roles, and somebody who answers when nobody is on duty."""
    for programme in Programme.objects.select_for_update().filter(pk__in=_programmes_of(person)):
        if _is_last_administrator(person, programme):
            raise NotAllowed(_("Give the administrator's role to somebody else first"))
        if programme.default_duty_id != person.pk:
            continue
        if leaver.successor_id is None:
            raise NotAllowed(_("This person answers when nobody is on duty. Name who takes their place"))
        programme.default_duty_id = leaver.successor_id
        programme.revision += 1
        programme.save(update_fields=["default_duty", "revision"])
        facts = {"default_duty": leaver.successor_id, "before": person.pk}
        audit.record(programme, "set_default_duty", by=replace(by, programme_id=programme.pk), facts=facts)


def _is_last_administrator(person: Person, programme: Programme) -> bool:
    today = clock.today(programme.timezone)
    admins = Role.objects.not_over(today).filter(programme=programme, kind=RoleKey.PROGRAMME_ADMIN)
    return (
        admins.filter(person=person).exists()
        and not admins.filter(until=None, person__is_active=True).exclude(person=person).exists()
    )
