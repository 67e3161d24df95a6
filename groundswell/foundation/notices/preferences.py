"""Who wants which mail when: chosen by people for themselves, and by the link in a mail without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.notices.outcomes import next_morning
from groundswell.foundation.notices.registry import keys_of, kind_named, kind_of, kinds, notice_for, zone_of
from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.models import OutboxQuerySet


def how_for(row: OutboxRow) -> How:
    """How this row's reader wants to hear of it; at once where that is not for them to choose."""
    kind = kind_of(row.key)
    if kind is None or notice_for(row.key).always:
        return How.NOW
    return how_of_kind(row, kind.key)


def how_of_kind(row: OutboxRow, kind: str) -> How:
    """What this row's reader has chosen for a kind, or how it usually goes."""
    chosen = _choices(row).filter(kind=kind).values_list("how", flat=True).first()
    known = kind_named(kind)
    return How(chosen) if chosen else known.usually if known else How.NOW


def chosen_by(person_id: UUID) -> dict[str, How]:
    """For each kind that there is, how a person hears of it; one query."""
    rows = Preference.objects.filter(person_id=person_id)
    chosen = {kind: How(how) for kind, how in rows.values_list("kind", "how")}
    return {kind.key: chosen.get(kind.key, kind.usually) for kind in kinds()}


def prefer(choices: dict[str, str], *, by: Asker) -> None:
    """Keep how a person wants to hear of each kind. Their own only. Raises `NotAllowed`."""
    if by.person_id is None:
        raise NotAllowed(_("Sign in to choose which mail you get"))
    for kind, how in choices.items():
        check(kind, how)
        Preference.objects.update_or_create(person_id=by.person_id, kind=kind, defaults={"how": how})
    _bring_forward(OutboxRow.objects.filter(person_id=by.person_id), choices, by.programme_id)


def prefer_by_link(row: OutboxRow, kind: str, how: str) -> None:
    """The same for who opened the link in a mail, whoever is signed in here."""
    check(kind, how)
    _model(row).objects.update_or_create(**_owner(row), kind=kind, defaults={"how": how})
    theirs = OutboxRow.objects.filter(**_owner(row) | {"person_id": row.person_id})
    _bring_forward(theirs, {kind: how}, row.programme_id)


def _bring_forward(theirs: OutboxQuerySet, choices: dict[str, str], programme_id: UUID) -> None:
    """What waits for a Monday and is wanted sooner now goes with the next mail of the day."""
    sooner = keys_of(kind for kind, how in choices.items() if how != How.WEEKLY)
    morning = next_morning(zone_of(programme_id))
    theirs.for_the_day().filter(key__in=sooner, send_after__gt=morning).update(send_after=morning)


def check(kind: str, how: str) -> None:
    """Refuse what cannot be chosen."""
    if kind_named(kind) is None or how not in How.values:
        raise NotAllowed(_("Choose at once, once a day, once a week, or no mail"))


def _model(row: OutboxRow) -> Any:
    return SenderPreference if row.person_id is None else Preference


def _owner(row: OutboxRow) -> dict[str, Any]:
    """Whose choice it is. A sender whom no row names is known by their record, and never by an account."""
    return {"record_id": row.record_id} if row.person_id is None else {"person_id": row.person_id}


def _choices(row: OutboxRow) -> Any:
    return _model(row).objects.filter(**_owner(row))
