"""Programmes, organisations, services, people, roles held, turns of duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.clocks import Nation
from groundswell.foundation.kit import small_numbers
from groundswell.foundation.kit.models import AuditedRecord, Record
from groundswell.partnership.states import ErasureReason, OrganisationKind, SuccessionKind

if TYPE_CHECKING:
    from datetime import date


def _dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(until=None) | Q(until__gte=models.F("since")),
        violation_error_message=_("The last day cannot be before the first"),
    )


Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    def on(self, day: date) -> Self:
        """Rows in force on a local date; the last day counts."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def not_over(self, day: date) -> Self:
        """Rows in force on a local date or later."""
        return self.filter(Q(until=None) | Q(until__gte=day))


class PeopleManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, name: str = "", **fields: object) -> Person:
        """Make a person who signs in by code or not at all: the password is never usable."""
        person = self.model(email=(email or "").strip().lower() or None, name=name, **fields)
        person.set_unusable_password()
        person.save()
        return person


class Person(Record, AbstractBaseUser):
    """Anyone we know by name. Global: roles are held programme by programme."""

    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    mail_trouble_at = models.DateTimeField(null=True, blank=True)  # since then their address refuses mail, so none goes
    synthetic = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PeopleManager()

    def __str__(self) -> str:
        return self.name or gettext("Someone with no name yet")

    @property
    def first_name(self) -> str:
        """The first word of the name, for "Hello Grace"; titles such as Dr keep the whole name."""
        first = self.name.split(" ")[0]
        return self.name if first in {"Dr", "Professor", "Prof", "Mr", "Mrs", "Ms", "Miss"} else first


class Programme(AuditedRecord):
    """One partnership's innovation programme, at one host name, with its promises."""

    name = models.CharField(max_length=120)
    strapline = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=200, unique=True)
    timezone = models.CharField(max_length=60, default="Europe/London")
    nation = models.CharField(max_length=3, choices=[(nation.value, nation.name) for nation in Nation], default="ENG")
    reply_days = models.PositiveSmallIntegerField(default=5)
    decision_days = models.PositiveSmallIntegerField(default=20)
    ask_again_days = models.PositiveSmallIntegerField(default=20)
    late_days = models.PositiveSmallIntegerField(default=3, db_default=3)  # the new date of a promise that was not kept
    lead_days = models.PositiveSmallIntegerField(
        default=15, db_default=15
    )  # without a decision: then the lead has it too
    # a smaller number of people, or of what they did, is told to nobody who may not see the records
    fewest_shown = models.PositiveSmallIntegerField(default=small_numbers.USUALLY, db_default=small_numbers.USUALLY)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    default_duty = models.ForeignKey(Person, models.PROTECT, related_name="+")
    synthetic = models.BooleanField(default=False)
    salt = models.BinaryField(max_length=16, null=True)  # of the digests that the audit keeps of its words and names

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programme_promises_in_order",
                condition=Q(reply_days__gte=1, decision_days__gte=models.F("reply_days")),
                violation_error_message=_("A reply comes before a decision, and takes at least one day"),
            ),
            models.CheckConstraint(
                name="programme_new_date_lies_ahead",
                condition=Q(late_days__gte=1),
                violation_error_message=_("A new date is at least one working day away"),
            ),
            models.CheckConstraint(
                name="programme_fewest_shown_is_safe",
                condition=Q(fewest_shown__gte=small_numbers.LEAST, fewest_shown__lte=small_numbers.MOST),
                violation_error_message=_("Enter a number from 3 to 20"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(AuditedRecord):
    """A partner, for as long as it is one. What it becomes is audited with that step."""

    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    ods_code = models.CharField(max_length=10, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    # what it has become by now, however many steps ago; none: it is still itself
    heir = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    grown = models.BooleanField(default=False, db_default=False)  # others have become this one
    hosts = models.BooleanField(default=False, db_default=False)  # the programme lives with it
    key = models.UUIDField(null=True, blank=True, unique=True)  # of the form: sending it twice adds one
    synthetic = models.BooleanField(default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            _dates_in_order("organisation_dates_in_order"),
            models.UniqueConstraint(fields=["programme", "name"], name="organisation_once_a_programme"),
            models.UniqueConstraint(fields=["programme"], condition=Q(hosts=True), name="organisation_one_hosts"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(AuditedRecord):
    """A ward, clinic or team of an organisation, until it is no more."""

    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    place = models.CharField(max_length=120, blank=True)
    until = models.DateField(null=True, blank=True)
    came_with = models.ForeignKey("Succession", models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(null=True, blank=True, unique=True)  # of the form: sending it twice adds one
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name", "place"], name="service_once_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}" if self.place else self.name


class Succession(AuditedRecord):
    """One organisation became another on a day. Both stay; what belonged to the first goes on in the second."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    before = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    after = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=SuccessionKind)
    happened_on = models.DateField()  # the first day of the second
    source = models.CharField(max_length=300)
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before"], name="succession_once"),
            models.CheckConstraint(
                name="succession_leads_to_another",
                condition=~Q(before=models.F("after")),
                violation_error_message=_("An organisation cannot become itself"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} became {self.after_id}"


class Role(AuditedRecord):
    """A role held: what kind, where, from when, until when, and who gave it (never the holder)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # none: set up with the programme
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            _dates_in_order("role_dates_in_order"),
            models.CheckConstraint(
                name="role_not_granted_to_oneself",
                condition=Q(granted_by=None) | ~Q(granted_by=models.F("person")),
                violation_error_message=_("Nobody can give a role to themselves"),
            ),
        ]
        indexes = [models.Index(fields=["person", "programme"], name="role_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class DutyTurn(AuditedRecord):
    """Who answers new ideas, for one organisation or for all, from one day to another."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [_dates_in_order("duty_dates_in_order")]
        indexes = [models.Index(fields=["programme", "since"], name="duty_by_day")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.since}"


class Absence(AuditedRecord):
    """Someone is away from one day to another, and who takes what they have. The last day counts."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cover = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            _dates_in_order("absence_dates_in_order"),
            models.CheckConstraint(
                name="absence_covered_by_somebody_else",
                condition=~Q(person=models.F("cover")),
                violation_error_message=_("Nobody can cover for themselves"),
            ),
        ]
        indexes = [models.Index(fields=["programme", "since"], name="absence_by_day")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.since} to {self.until}"


class SecondStep(AuditedRecord):
    """What a person's second step at sign-in went through: set up, used, taken away. The devices are allauth's rows."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")  # where it was last changed
    counter = models.PositiveBigIntegerField(default=0)  # the half minute of the last code used: none before works

    def __str__(self) -> str:
        return f"{self.person_id}"


class Erasure(AuditedRecord):
    """That someone was erased, when and why, without a name: after a backup is restored, it is to be done again."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    person_id = models.UUIDField(
        null=True, blank=True, unique=True
    )  # none: only an address was known, and that is gone
    reason = models.CharField(max_length=20, choices=ErasureReason)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reason} on {self.erased_at}"
