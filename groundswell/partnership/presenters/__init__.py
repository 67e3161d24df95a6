"""People, roles and turns in words, and what this room adds to the menu and to the kinds of role."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu
from groundswell.foundation.access import EVERYONE, SIGNED_IN
from groundswell.foundation.access.roles import RoleKind, declare, name_of, privileged_kinds
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.partnership import policies, selectors
from groundswell.partnership.presenters import enquiries, homes, partners, sponsorships
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Absence, DutyTurn, Organisation, Person, Programme, Role


@dataclass(frozen=True)
class Row:
    """One line of a list: who, what, where, from when until when; `id` of the role or turn.

    `stepper`: the person, where the role counts only after the second step at sign-in.
    """

    id: UUID
    who: str
    what: str
    where: str
    days: str
    stepper: UUID | None = None


def role_row(role: Role) -> Row:
    stepper = role.person_id if role.kind in privileged_kinds() else None
    days = _days(role.since, role.until)
    return Row(role.pk, role.person.name, name_of(role.kind), _where(role.organisation), days, stepper)


def role_rows(roles: Iterable[Role]) -> list[Row]:
    return [role_row(role) for role in roles]


def turn_row(turn: DutyTurn) -> Row:
    return Row(turn.pk, turn.person.name, "", _where(turn.organisation), _days(turn.since, turn.until))


def turn_rows(turns: Iterable[DutyTurn]) -> list[Row]:
    return [turn_row(turn) for turn in turns]


def absence_row(absence: Absence, asker: Asker) -> AbsenceRow:
    """`mine`: whose own it is may end it, and so may who looks after the rota."""
    mine = asker.person_id == absence.person_id or policies.ADMINISTRATORS.admits(asker).allowed
    days = _days(absence.since, absence.until)
    return AbsenceRow(absence.pk, absence.person.name, absence.cover.name, days, mine)


def absence_rows(absences: Iterable[Absence], asker: Asker) -> list[AbsenceRow]:
    return [absence_row(absence, asker) for absence in absences]


@dataclass(frozen=True)
class AbsenceRow:
    """Who is away, who covers, when; whether this reader may end it."""

    id: UUID
    who: str
    cover: str
    days: str
    mine: bool


def duty_today(programme: Programme) -> list[tuple[str, Person]]:
    """Who is on duty today: each place with a turn of its own, then everywhere else."""
    today = clock.today(programme.timezone)
    away = selectors.away_on(programme, today)
    turns = selectors.places_on_duty(programme, today, away)
    elsewhere = _("Everywhere else") if turns else _("Everywhere")
    return [*turns.items(), (elsewhere, selectors.on_duty(programme, None, today, away=away))]


@dataclass(frozen=True)
class CastRow:
    person: Person
    roles: str


def cast_rows(programme: Programme, people: Iterable[Person]) -> list[CastRow]:
    """Each with the roles held today, in words."""
    people = list(people)
    held: dict[UUID, list[str]] = defaultdict(list)
    for role in selectors.roles_today(programme, [person.pk for person in people]):
        held[role.person_id].append(
            f"{name_of(role.kind)} ({role.organisation.name})" if role.organisation else name_of(role.kind)
        )
    nothing = _("Works here, holds no role")
    return [CastRow(person, ", ".join(held[person.pk]) or nothing) for person in people]


@dataclass(frozen=True)
class DeviceRow:
    """A device in words: what it is, when it was added, when last used; `key` names it in a form."""

    key: str
    what: str
    added: str
    used: str


def device_rows(devices: Iterable[selectors.Device]) -> list[DeviceRow]:
    kinds = {"totp": _("App that shows codes"), "webauthn": _("Passkey")}
    return [
        DeviceRow(
            each.key,
            kinds[each.kind],
            short_date(each.added_at),
            short_date(each.used_at) if each.used_at else _("not yet"),
        )
        for each in devices
    ]


def in_fours(key: str) -> str:
    """A long key in groups of four, to read and type."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def reason(refusal: Exception) -> str:
    """Why not, in words for the person who asked."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def _where(organisation: Organisation | None) -> str:
    return organisation.name if organisation else _("The whole programme")


def _days(since: date, until: date | None) -> str:
    if until is None:
        return _("from %(since)s") % {"since": short_date(since)}
    return _("%(since)s to %(until)s") % {"since": short_date(since), "until": short_date(until)}


def register_all() -> None:
    enquiries.register_all()
    homes.register_all()
    partners.register_all()
    sponsorships.register_all()
    declare(
        RoleKind(
            RoleKey.PROGRAMME_ADMIN,
            gettext_lazy("Programme administrator"),
            gettext_lazy("Gives roles and sets the rota"),
            separation=True,
            whole=True,
            privileged=True,
        )
    )
    declare(
        RoleKind(
            RoleKey.ORGANISATION_ADMIN,
            gettext_lazy("Organisation administrator"),
            gettext_lazy("Gives roles in one organisation"),
            privileged=True,
        )
    )
    people = gettext_lazy("People and duty")  # leads on to the rota too: a menu has five links
    menu.register(menu.Link(people, "partnership:people", policies.ADMINISTRATORS, 45))
    step = gettext_lazy("Your second step")
    menu.register(menu.Link(step, "partnership:second-step-devices", policies.STEPPERS, 95, rare=True))
    menu.register(menu.Link(gettext_lazy("The team"), "partnership:team", EVERYONE, 90))
    away, duty = gettext_lazy("Who is away"), gettext_lazy("Duty rota")
    menu.register(menu.Link(away, "partnership:away", SIGNED_IN, 50, where=menu.Where.MAP))
    menu.register(menu.Link(duty, "partnership:duty", policies.ADMINISTRATORS, 60, where=menu.Where.MAP))
