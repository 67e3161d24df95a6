"""Reads: the programme of a host, who is asking, who is on duty, who is on the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.crypto import salted_hmac

from groundswell.foundation.access import Asker, Channel, Held, Text, prepared
from groundswell.foundation.access.roles import privileged_kinds, team_kinds
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Recipient
from groundswell.partnership import policies
from groundswell.partnership.models import (
    Absence,
    DutyTurn,
    Organisation,
    Person,
    Programme,
    Role,
    SecondStep,
    Service,
)
from groundswell.partnership.selectors import partners
from groundswell.partnership.selectors.duty import away_on as away_on
from groundswell.partnership.selectors.duty import cover_for as cover_for
from groundswell.partnership.selectors.duty import id_on_duty as id_on_duty
from groundswell.partnership.selectors.duty import on_duty as on_duty
from groundswell.partnership.selectors.duty import places_on_duty as places_on_duty
from groundswell.partnership.selectors.holders import holders_of as holders_of
from groundswell.partnership.selectors.holders import holders_of_any_and_of as holders_of_any_and_of
from groundswell.partnership.selectors.holders import named_as as named_as
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

MOST_NAMED = 25
NO_WORDS = Value("", output_field=CharField())


def programme_at(host: str) -> Programme | None:
    """The programme of this host name; with one programme only, that one at any host."""
    bare = host.split(":", maxsplit=1)[0].lower()
    found = _at_host(Text(bare))
    if found and (found[0].host == bare or len(found) == 1):
        return found[0]
    return None


@prepared
def _at_host(host: Text) -> QuerySet[Programme]:
    """That programme first, and one more, if there is any."""
    mine_first = Case(When(host=host, then=Value(0)), default=Value(1))
    return Programme.objects.select_related("default_duty").order_by(mine_first)[:2]


def asker_for(user: Any, programme: Programme, *, session: Any = None) -> Asker:
    """Who is asking: nobody, or a signed-in person with the roles held today.

    In a browser's `session` a privileged role counts only once that session has passed the second step. Without one
    (tasks, mails, who may be told) there is nobody at a browser, and all roles count.
    """
    if not user.is_authenticated:
        return Asker(programme.pk, timezone=programme.timezone, fewest_shown=programme.fewest_shown)
    roles = partners.held_by(user.pk, programme.pk, clock.today(programme.timezone))
    stepped = session is None or step_passed(session, user.pk)
    dropped = frozenset() if stepped else frozenset(one for one in roles if one.kind in privileged_kinds())
    return Asker(
        programme_id=programme.pk,
        person_id=user.pk,
        name=user.name,
        roles=roles - dropped,
        timezone=programme.timezone,
        fewest_shown=programme.fewest_shown,
        dropped=dropped,
        stepped=stepped,
    )


STEPPED = "second_step"  # in a session: whose second step was passed in it


def step_passed(session: Any, person_id: UUID) -> bool:
    """Whether this session has passed the second step as this person; everyone has where it is switched off."""
    return settings.SECOND_STEP == "off" or session.get(STEPPED) == str(person_id)


@dataclass(frozen=True)
class Device:
    """Something that passes the second step: "totp" (an app) or "webauthn" (a passkey). `key` names it in a form."""

    key: str
    kind: str
    added_at: datetime
    used_at: datetime | None


def has_devices(person_id: UUID) -> bool:
    return _devices(person_id).exists()


def devices_of(person_id: UUID) -> list[Device]:
    """A person's apps and passkeys, the oldest first."""
    rows = _devices(person_id).order_by("created_at", "pk")
    return [Device(device_key(row.pk), row.type, row.created_at, row.last_used_at) for row in rows]


def device_key(number: int) -> str:
    """A device's name in a form; its number in the table is nobody's business."""
    return salted_hmac("groundswell.device", str(number)).hexdigest()


def _devices(person_id: UUID) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user_id=person_id).exclude(type=Authenticator.Type.RECOVERY_CODES)


def recovery_codes_left(person_id: UUID) -> int:
    """How many recovery codes have not been used yet."""
    row = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.data["hashes"]) if row else 0


def programme_of_step(record_id: UUID) -> Programme | None:
    """Where someone's second step was last changed."""
    found = SecondStep.objects.filter(pk=record_id).select_related("programme").first()
    return found.programme if found else None


def who_can_help(asker: Asker, programme: Programme) -> list[Person]:
    """Administrators who can set up anew what this person has lost: of the programme, then of their organisations.

    Nobody here, where a role in another programme waits for the step too.
    """
    mine = {held.organisation_id for held in asker.roles | asker.dropped if held.organisation_id}
    today = clock.today(programme.timezone)
    held = Role.objects.on(today).filter(programme=programme)
    theirs = Role.objects.not_over(today).filter(person__in=[asker.person_id], kind__in=privileged_kinds())
    ours = Q(kind=RoleKey.PROGRAMME_ADMIN) | Q(kind=RoleKey.ORGANISATION_ADMIN, organisation_id__in=mine)
    people = Person.objects.filter(pk__in=held.filter(ours).values("person_id"), is_active=True)
    people = people.filter(~Exists(theirs.exclude(programme=programme)))
    return list(people.exclude(pk__in=[asker.person_id]).order_by("name", "pk")[:MOST_NAMED])


def held_here_and_elsewhere(programme_id: UUID, person_id: UUID, today: date) -> tuple[list[Held], list[Held]]:
    """What somebody holds now or soon in a programme, and in all others."""
    roles = Role.objects.filter(person_id=person_id).not_over(today)
    here: list[Held] = []
    elsewhere: list[Held] = []
    for programme, kind, organisation in roles.values_list("programme_id", "kind", "organisation_id"):
        (here if programme == programme_id else elsewhere).append(Held(kind, organisation))
    return here, elsewhere


def person_looked_after(asker: Asker, person_id: UUID) -> Person | None:
    """A person with a role that this administrator looks after."""
    role = roles_for(asker).filter(person_id=person_id).first()
    return role.person if role else None


def person(person_id: UUID) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def person_at(email: str) -> Person | None:
    """The person with this address, in capitals or not."""
    return Person.objects.filter(email=email.strip().lower()).first()


def hosts() -> list[str]:
    """Where the programmes of this site live, in order."""
    return list(Programme.objects.order_by("host").values_list("host", flat=True))


def recipient(person_id: UUID) -> Recipient | None:
    """Where to write to a person; none when they have left or have no address."""
    found = Person.objects.filter(pk=person_id, is_active=True).exclude(email=None).first()
    return recipient_for(found) if found else None


def recipient_for(person: Person) -> Recipient | None:
    """A person as mail knows them; none without an address."""
    stopped = person.mail_trouble_at is not None
    return Recipient(person.name, person.email, person.pk, stopped) if person.email else None


def zone_of(programme_id: UUID) -> str:
    """The time zone in which a programme lives."""
    return Programme.objects.values_list("timezone", flat=True).get(pk=programme_id)


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, in one query."""
    return {person.pk: str(person) for person in _named(tuple(sorted(set(ids))))}


@prepared
def _named(ids: tuple[UUID, ...]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=ids).only("name")


def row_of(programme_id: UUID) -> QuerySet[Programme]:
    """One programme as a query, for numbers that a room counts beside it in one statement."""
    return Programme.objects.filter(pk=programme_id)


def address_of_site(programme: Programme) -> str:
    """Where links in mail lead: the programme's own host, never the host of a request."""
    return f"{settings.SITE_SCHEME}://{programme.host}{settings.SITE_PORT}"


def task_asker(programme: Programme) -> Asker:
    """The platform itself, for work that runs on its own."""
    return Asker(
        programme_id=programme.pk,
        name="Groundswell",
        channel=Channel.TASK,
        timezone=programme.timezone,
        fewest_shown=programme.fewest_shown,
    )


def programmes() -> QuerySet[Programme]:
    """Every programme of this site."""
    return Programme.objects.select_related("default_duty").order_by("host")


def can_sign_in(found: Person) -> bool:
    """Whether they are still with us: active, with an address."""
    return found.is_active and bool(found.email)


def in_charge(programme: Programme, kind: str, organisation_id: UUID | None, day: date) -> list[Person]:
    """Who holds this role for a place: those of its organisation first, then those of the whole programme."""
    held = Role.objects.on(day).filter(programme=programme, kind=kind, person__is_active=True)
    here = held.filter(Q(organisation=None) | partners.at(organisation_id))
    roles = here.select_related("person").order_by(F("organisation").desc(nulls_last=True), "person__name", "pk")
    return [role.person for role in roles]


def places_of(programme: Programme, person_id: UUID) -> set[UUID]:
    """The organisations in which a person holds a role or a turn, today or later."""
    today = clock.today(programme.timezone)
    held = [
        model.objects.not_over(today).filter(programme=programme, person_id=person_id) for model in (Role, DutyTurn)
    ]
    return {place for rows in held for place in rows.values_list("organisation_id", flat=True) if place}


def absences_for(asker: Asker) -> QuerySet[Absence]:
    """Absences of today and later that this asker may see, soonest first."""
    absences = Absence.objects.filter(policies.absences_visible_to(asker)).not_over(clock.today(asker.timezone))
    return absences.select_related("person", "cover").order_by("since", "pk")


def absence_for(asker: Asker, absence_id: UUID) -> Absence | None:
    return absences_for(asker).filter(pk=absence_id).first()


def organisations(programme: Programme) -> QuerySet[Organisation]:
    """The partners of today, by name."""
    return Organisation.objects.on(clock.today(programme.timezone)).filter(programme=programme).order_by("name")


def services(programme: Programme) -> QuerySet[Service]:
    """The services that can be named as a place, by name: those of today, of the partners of today."""
    today = clock.today(programme.timezone)
    there = Service.objects.filter(Q(until=None) | Q(until__gte=today), organisation__in=organisations(programme))
    return there.select_related("organisation").order_by("name")


MOST_OFFERED = 50


def place_names(programme: Programme) -> list[str]:
    """What is offered while somebody types a place: the partners of today, then their services. One query."""
    partners_first = organisations(programme).order_by().annotate(place=NO_WORDS, after=Value(0))
    then = services(programme).order_by().annotate(after=Value(1))
    columns = ("name", "place", "after")
    rows = partners_first.values_list(*columns).union(then.values_list(*columns), all=True)
    found = rows.order_by("after", "name", "place")[:MOST_OFFERED]
    return list(dict.fromkeys(f"{name}, {place}" if place else name for name, place, _after in found))


@dataclass(frozen=True)
class Place:
    """What someone typed as a place, and what of it we recognised."""

    text: str
    organisation_id: UUID | None = None
    service_id: UUID | None = None


def place_named(programme: Programme, text: str) -> Place:
    """Recognise a service ("Outpatients, Basildon"), or an organisation by a name that it has or had.

    Else keep the words alone.
    """
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return Place("")
    for service in services(programme).only("name", "place", "organisation_id"):
        if wanted in {str(service).casefold(), service.name.casefold()}:
            return Place(text, service.organisation_id, service.pk)
    for organisation in partners.known(programme):
        if wanted == organisation.name.casefold():
            return Place(text, organisation.heir_id or organisation.pk)
    return Place(text)


def team(programme: Programme) -> QuerySet[Person]:
    """The people of the named team today, by name."""
    kinds = team_kinds()
    return holders_of(programme, *kinds) if kinds else Person.objects.none()


def roles_for(asker: Asker, *, name: str = "") -> QuerySet[Role]:
    """Roles held now or later that this administrator looks after, by the holder's name."""
    roles = Role.objects.filter(policies.visible_to(asker)).not_over(clock.today(asker.timezone))
    roles = roles.filter(person__name__icontains=name) if name else roles
    return roles.select_related("person", "organisation").order_by("person__name", "kind", "pk")


def role_for(asker: Asker, role_id: UUID) -> Role | None:
    return roles_for(asker).filter(pk=role_id).first()


def turns_for(asker: Asker) -> QuerySet[DutyTurn]:
    """Turns of today and later that this administrator looks after, soonest first."""
    turns = DutyTurn.objects.filter(policies.visible_to(asker)).not_over(clock.today(asker.timezone))
    return turns.select_related("person", "organisation").order_by("since", "pk")


def turn_for(asker: Asker, turn_id: UUID) -> DutyTurn | None:
    return turns_for(asker).filter(pk=turn_id).first()


def places_run_by(asker: Asker, programme: Programme) -> QuerySet[Organisation]:
    """The organisations whose roles and rota this administrator may set, by name."""
    places = organisations(programme)
    return places if policies.runs_programme(asker) else places.filter(pk__in=policies.run_by(asker))


def roles_today(programme: Programme, people: list[UUID]) -> QuerySet[Role]:
    """What these people hold today."""
    held = Role.objects.on(clock.today(programme.timezone))
    return held.filter(programme=programme, person__in=people).select_related("organisation").order_by("kind")


def cast(programme: Programme) -> QuerySet[Person]:
    """The invented people of a demonstration: those who hold a role here first, by name."""
    held = Role.objects.on(clock.today(programme.timezone)).filter(programme=programme, person=OuterRef("pk"))
    people = Person.objects.filter(synthetic=True, is_active=True)
    return people.annotate(holds=Exists(held)).order_by("-holds", "name", "pk")


def cast_member(person_id: str) -> Person | None:
    """One of the invented people; nobody real can be found here."""
    try:
        return Person.objects.filter(pk=UUID(person_id), synthetic=True, is_active=True).first()
    except ValueError:
        return None
