"""The second step at sign-in: set up an app or a passkey, pass it, take a device away, help someone who lost theirs.

Every change and every pass is audited; every change is mailed to the person. Which session has passed is noted by
`signing_in`, after these verbs have said yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import services as notices
from groundswell.partnership import policies, selectors
from groundswell.partnership.models import Person, SecondStep
from groundswell.partnership.services import devices

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker

ADDED, REMOVED, CODES, USED, RESET = (
    f"partnership.second_step_{what}" for what in ("added", "removed", "codes", "code_used", "reset")
)


@transaction.atomic
def add_app(*, key: str, code: str, fresh: bool, by: Asker) -> list[str]:
    """Add the app that showed this code; gives recovery codes to show once, or none when there are some already.

    `key`: as `devices.new_app_key` gave it. `fresh`: as `signing_in.fresh` says. Raises `NotAllowed`, or
    `ValidationError` when the code is wrong.
    """
    record = _to_add_to(by, fresh=fresh)
    if devices.app_of(record.person_id):
        raise NotAllowed(_("You have an app already. Take it away first"))
    half_minute = devices.half_minute_of(key, code)
    if half_minute is None:
        raise ValidationError(_("That is not the code. Wait for the next one and try again"))
    record.counter = half_minute
    devices.add(record.person_id, devices.APP, {"secret": key})
    return _added(record, "app", by=by)


@transaction.atomic
def add_passkey(*, made: dict[str, Any], fresh: bool, by: Asker) -> list[str]:
    """Add a passkey that `devices.made_passkey` has checked; gives recovery codes as `add_app` does."""
    record = _to_add_to(by, fresh=fresh)
    devices.add(record.person_id, devices.PASSKEY, made)
    return _added(record, "passkey", by=by)


@transaction.atomic
def pass_with_code(*, code: str, by: Asker) -> bool:
    """Whether this is the code of the person's app, not used before, or an unused recovery code. Audited if it is."""
    record = _locked(by)
    app = devices.app_of(record.person_id)
    half_minute = devices.half_minute_of(app.data["secret"], code) if app else None
    if app and half_minute and half_minute > record.counter:
        record.counter = half_minute
        _note(record, "pass", by=by, facts={"with": "app"})
        _used(app)
        return True
    if not devices.use_recovery_code(record.person_id, code):
        return False
    left = selectors.recovery_codes_left(record.person_id)
    _note(record, "pass", by=by, facts={"with": "recovery_code", "left": left}, tell=USED)
    return True


@transaction.atomic
def pass_with_passkey(*, typed: Any, by: Asker) -> bool:
    """Whether one of the person's passkeys answered the challenge of this session. Audited if it did."""
    record = _locked(by)
    used = devices.passkey_used(record.person, typed)
    if used is None:
        return False
    _note(record, "pass", by=by, facts={"with": "passkey"})
    _used(used)
    return True


@transaction.atomic
def remove_device(*, key: str, by: Asker) -> None:
    """Take away one of one's own devices, the recovery codes with the last one. The person's sessions end."""
    record = _own(by)
    rows = Authenticator.objects.filter(user_id=record.person_id).exclude(type=devices.RECOVERY)
    row = next((row for row in rows if selectors.device_key(row.pk) == key), None)
    if row is None:
        raise NotAllowed(_("This device is not among yours"))
    kind = "app" if row.type == devices.APP else "passkey"
    row.delete()
    if not selectors.has_devices(record.person_id):
        Authenticator.objects.filter(user_id=record.person_id).delete()
    _end_sessions(record.person)
    _note(record, "remove", by=by, facts={"device": kind}, tell=REMOVED)


@transaction.atomic
def renew_recovery_codes(*, by: Asker) -> list[str]:
    """Ten new codes in place of the old ones, to be shown once."""
    record = _own(by)
    if not selectors.has_devices(record.person_id):
        raise NotAllowed(_("Set up an app or a passkey first"))
    codes = devices.new_recovery_codes(record.person_id)
    _note(record, "renew_codes", by=by, tell=CODES)
    return codes


@transaction.atomic
def reset_second_step(person_id: UUID, *, by: Asker) -> None:
    """Take away all devices and codes of someone who lost theirs, end their sessions, and tell them.

    They set the step up anew after a fresh mailed code. Raises `NotAllowed` with the reason.
    """
    if not Person.objects.filter(pk=person_id).exists():
        raise NotAllowed(_("We do not know this person"))
    held, elsewhere = selectors.held_here_and_elsewhere(by.programme_id, person_id, clock.today(by.timezone))
    policies.can_reset_second_step(by, person_id=person_id, held=held, elsewhere=elsewhere).or_raise()
    record = _record_of(person_id, by=by)
    Authenticator.objects.filter(user_id=person_id).delete()
    _end_sessions(record.person)
    _note(record, "reset", by=by, facts={"person": person_id}, tell=RESET)


def _own(by: Asker) -> SecondStep:
    """One's own record, locked, where one may change it. Raises `NotAllowed`."""
    record = _locked(by)
    policies.can_change_devices(by, has_devices=selectors.has_devices(record.person_id)).or_raise()
    return record


def _to_add_to(by: Asker, *, fresh: bool) -> SecondStep:
    record = _locked(by)
    policies.can_add_device(by, has_devices=selectors.has_devices(record.person_id), fresh=fresh).or_raise()
    return record


def _locked(by: Asker) -> SecondStep:
    """One's own record, locked, so that a code works once however many requests bring it."""
    if by.person_id is None:
        raise NotAllowed(_("Sign in first"))
    return _record_of(by.person_id, by=by)


def _record_of(person_id: UUID, *, by: Asker) -> SecondStep:
    SecondStep.objects.get_or_create(person_id=person_id, defaults={"programme_id": by.programme_id})
    record = SecondStep.objects.select_for_update(of=("self",)).select_related("person").get(person_id=person_id)
    record.programme_id = by.programme_id
    return record


def _added(record: SecondStep, device: str, *, by: Asker) -> list[str]:
    codes = [] if selectors.recovery_codes_left(record.person_id) else devices.new_recovery_codes(record.person_id)
    _note(record, "add", by=by, facts={"device": device}, tell=ADDED)
    return codes


def _note(record: SecondStep, verb: str, *, by: Asker, facts: dict[str, Any] | None = None, tell: str = "") -> None:
    record.revision += 1
    record.save()
    audit.record(record, verb, by=by, facts=facts or {})
    if tell:
        notices.queue(tell, record, to=[record.person_id], by=by)


def _used(row: Authenticator) -> None:
    row.last_used_at = clock.now()
    row.save(update_fields=["last_used_at"])


def _end_sessions(person: Person) -> None:
    """Every session holds a hash of the (never usable) password: with a new one, none of them is valid any more."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
