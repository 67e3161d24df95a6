"""The programme, its partners, people, the roles they hold and the duty rota."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read
from groundswell.foundation.access import Asker, Channel, Held
from groundswell.foundation.kit import clock
from groundswell.ideas import services as ideas
from groundswell.partnership import selectors, services
from groundswell.partnership.models import Organisation, Person, Programme, Service
from groundswell.partnership.services import partners as renaming
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.demo.moments import Moments

PROGRAMME_BEGAN = date(2018, 1, 1)  # case study: "Since 2018"; the months in which partners joined are not published
WEEKS_BEFORE, WEEKS_AFTER = 57, 4
ADMINISTRATOR, ON_LEAVE, COVER = "helen", "priya", "amina"
TURNS = ("samir", "amina", "priya")


@dataclass
class Cast:
    """Who and where, by the short keys of the data."""

    programme: Programme
    people: dict[str, Person]
    organisations: dict[str, Organisation] = field(default_factory=dict)
    _askers: dict[str, Asker] = field(default_factory=dict)

    def asker(self, key: str) -> Asker:
        """The person of this key, with their roles: asked for once, as everyone keeps the roles of the first day."""
        if key not in self._askers:
            self._askers[key] = selectors.asker_for(self.people[key], self.programme)
        return self._askers[key]

    def key_of(self, person: Person) -> str | None:
        """The key of somebody of the cast; none for anyone else."""
        return self._keys.get(person.pk)

    @cached_property
    def _keys(self) -> dict[UUID, str]:
        return {person.pk: key for key, person in self.people.items()}


def make(moments: Moments) -> Cast:
    """Make the partnership as it stood before the first idea came."""
    found = read("partners.toml")
    people = {row["key"]: _person(row) for row in read("people.toml")["person"]}
    programme = Programme.objects.create(**found["programme"], default_duty=people[COVER], synthetic=True)
    cast = Cast(programme, people)
    for row in found["organisation"]:
        cast.organisations[row["key"]] = _organisation(programme, row)
    with clock.at(moments.morning(0) - timedelta(weeks=WEEKS_BEFORE)):
        _give_roles(cast)
        _rename(cast, found["organisation"])
        _set_rota(cast, moments.today)
        _keep_ready_words(cast)
    return cast


def _person(row: dict[str, Any]) -> Person:
    address = row["name"].removeprefix("Dr ").lower().replace(" ", ".")
    return Person.objects.create_user(
        email=f"{address}@mse.example",
        name=row["name"],
        job_title=row["job"],
        phone=row.get("phone", ""),
        synthetic=True,
    )


def _organisation(programme: Programme, row: dict[str, Any]) -> Organisation:
    made = Organisation.objects.create(
        programme=programme,
        name=row.get("was", row["name"]),
        kind=row["kind"],
        since=row.get("since", PROGRAMME_BEGAN),
        hosts=row.get("hosts", False),
        synthetic=row.get("synthetic", False),
    )
    place = row.get("place", "")
    services_here = [
        Service(organisation=made, name=name, place=place, synthetic=True) for name in row.get("services", [])
    ]
    Service.objects.bulk_create(services_here)
    return made


def _give_roles(cast: Cast) -> None:
    """The set-up itself gives the first role; from then on a person gives them, never to themselves."""
    setting_up = Asker(
        programme_id=cast.programme.pk, channel=Channel.TASK, roles=frozenset({Held(RoleKey.PROGRAMME_ADMIN)})
    )
    administrator = cast.people[ADMINISTRATOR]
    services.grant_role(
        cast.programme, person_id=administrator.pk, kind=RoleKey.PROGRAMME_ADMIN, by=setting_up, since=PROGRAMME_BEGAN
    )
    by = cast.asker(ADMINISTRATOR)
    for row in read("people.toml")["person"]:
        for role in row.get("roles", []):
            kind, _at, where = role.partition("@")
            organisation_id = cast.organisations[where].pk if where else None
            services.grant_role(
                cast.programme,
                person_id=cast.people[row["key"]].pk,
                kind=kind,
                by=by,
                organisation_id=organisation_id,
            )


def _rename(cast: Cast, rows: list[dict[str, Any]]) -> None:
    """Those that have a new name by now."""
    for row in rows:
        if "was" not in row:
            continue
        on = row["until"] + timedelta(days=1)
        before, by = cast.organisations[row["key"]].pk, cast.asker(ADMINISTRATOR)
        step = renaming.rename(before, name=row["name"], on=on, source="Made up for trying out the site", by=by)
        cast.organisations[row["key"]] = step.after


def _keep_ready_words(cast: Cast) -> None:
    by = cast.asker(ADMINISTRATOR)
    for row in read("templates.toml")["template"]:
        ideas.add_template(cast.programme, by=by, **row)


def _set_rota(cast: Cast, today: date) -> None:
    """A week each, by turns. Priya's fortnight ends this week, but she is away: Amina covers from Monday."""
    by = cast.asker(ADMINISTRATOR)
    monday = today - timedelta(days=today.weekday())

    def turn(who: str, first: int, last: int) -> None:
        since, until = monday + timedelta(weeks=first), monday + timedelta(weeks=last, days=6)
        services.set_duty(cast.programme, person_id=cast.people[who].pk, since=since, until=until, by=by)

    for week in [*range(-WEEKS_BEFORE, -1), *range(1, WEEKS_AFTER + 1)]:
        turn(TURNS[week % len(TURNS)], week, week)
    turn(ON_LEAVE, -1, 0)
    services.set_absence(
        cast.programme,
        person_id=cast.people[ON_LEAVE].pk,
        cover_id=cast.people[COVER].pk,
        since=monday,
        until=monday + timedelta(days=6),
        by=by,
    )
    services.set_duty(
        cast.programme,
        person_id=cast.people["bethan"].pk,
        organisation_id=cast.organisations["southend"].pk,
        since=monday - timedelta(weeks=WEEKS_BEFORE),
        by=by,
    )
